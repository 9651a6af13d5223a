import BrowserCore
import Canvas
import MemoryModel
import TUI

/// The whole program without terminal and network: keys and answers in, screen and requests out. The test decides when
/// an answer arrives.
///
///     let session = try Session.opened(SampleService.make())
///     session.keys("f scene Tab Tab Payment Enter")
///     #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
@MainActor public final class Session {
  /// A request that waits for its answer.
  public typealias Pending<Request> = (request: Request, number: Int)

  public private(set) var state: BrowserState
  public var service: ScriptedService
  public var size: Size
  public var clock: Timestamp
  public var keymap = Keymap.standard
  public var theme = Theme.standard
  public var ascii = false
  /// Sizes that replace the view's, so that a test of the core does not depend on the layout.
  public var measurement: Measurement?
  /// Whether a search reads all its slices at once; otherwise the test calls ``finishSearch()``.
  public var searchesAtOnce = true
  /// Why changes are not written to the state file; nil if they are.
  public var notKept: Notice.NotKept?

  /// All effects, in order.
  public private(set) var effects: [BrowserEffect] = []
  public private(set) var pending: Pending<PageRequest>?
  /// The memory that is requested by its id.
  public private(set) var pendingRecord: Pending<String>?
  /// Page requests that were cancelled before their answer arrived.
  public private(set) var cancelled = 0
  public private(set) var watchTimer: (seconds: Double, number: Int)?
  public private(set) var isSearchWaiting = false
  private let zoneOffset: @Sendable (Timestamp) -> Int
  private let view = BrowserView()

  /// 2026-11-23T08:30:00Z
  nonisolated public static let now = Timestamp(milliseconds: 1_795_422_600_000)

  public init(
    _ service: ScriptedService, width: Int = 80, height: Int = 24, pageSize: Int = 50,
    subject: Subject? = .user("memos_user_123"), filter: MemoryFilter? = nil, dialect: Dialect = .cloud,
    clock: Timestamp = Session.now, zoneOffset: Int = 8 * 3600,
    changing change: (inout BrowserOptions) -> Void = { _ in }
  ) {
    self.service = service
    self.clock = clock
    size = Size(width: width, height: height)
    var options = BrowserOptions(
      pageSize: pageSize, dialect: dialect, source: "staging", filter: filter, zoneOffset: { _ in zoneOffset }
    )
    change(&options)
    self.zoneOffset = options.zoneOffset
    state = BrowserState(subject: subject, options: options)
  }

  /// A list of 20 rows whatever the layout, at 1970-01-01 UTC, over generated rows.
  public convenience init(
    _ counts: [MemoryCategory: Int], pageSize: Int = 50, subject: Subject? = .user("u1"),
    changing change: (inout BrowserOptions) -> Void = { _ in }
  ) {
    self.init(
      ScriptedService(counts: counts), pageSize: pageSize, subject: subject,
      clock: Timestamp(milliseconds: 0),
      zoneOffset: 0, changing: change)
    measurement = Measurement(sizes: ViewSizes(listRows: 20, textLines: 10, previewLines: 5))
    searchesAtOnce = false
  }

  /// Started, with its first page loaded.
  public static func opened(
    _ service: ScriptedService, width: Int = 80, height: Int = 24, pageSize: Int = 50
  ) throws -> Session {
    let session = Session(service, width: width, height: height, pageSize: pageSize)
    try session.open()
    return session
  }

  public static func opened(_ counts: [MemoryCategory: Int], pageSize: Int = 50) throws -> Session {
    let session = Session(counts, pageSize: pageSize)
    try session.open()
    return session
  }

  private func open() throws {
    send(.started)
    try answer()
  }

  public func send(_ event: BrowserEvent) {
    let measured = measurement.map { fixed in UpdateContext(now: clock, sizes: fixed.sizes) { _ in fixed } }
    let effects = state.update(
      event, measured ?? view.updateContext(for: state, size: size, context))
    for effect in effects {
      self.effects.append(effect)
      switch effect {
      case .load(let request, let number):
        pending = (request, number)
        send(.reported(.sent, number: number))
      case .cancelLoad:
        if pending != nil { cancelled += 1 }
        pending = nil
      case .loadRecord(let id, let number):
        pendingRecord = (id, number)
        send(.reported(.sent, number: number))
      case .cancelRecord: pendingRecord = nil
      case .continueReading:
        isSearchWaiting = true
        if searchesAtOnce { finishSearch() }
      case .scheduleWatch(let seconds, let number): watchTimer = (seconds, number)
      case .cancelWatch: watchTimer = nil
      case .remember(let change): send(notKept.map { .notKept(change, $0) } ?? .kept(change))
      case .compareUsers(let number):
        let (a, b) = state.comparedMemories
        send(.usersCompared(UserDifferences(a, b), number: number))
      case .copy, .export, .cancelExport, .openPager, .openEditor, .editFilter, .quit, .suspend, .redraw,
        .recall, .trimMemory:
        // Read from `effects` by the tests that cause them.
        break
      }
    }
  }
}

// MARK: - Input

extension Session {
  /// Presses keys by name and types the rest: see ``Key/keys(_:)``.
  public func keys(_ line: String, times: Int = 1) {
    for _ in 0..<times { press(Key.keys(line)) }
  }

  /// Keys without a name: clicks, pastes.
  public func press(_ keys: Key...) { press(keys) }

  private func press(_ keys: [Key]) {
    for key in keys {
      for command in view.commands(for: key, in: state, size: size, context) { send(.command(command)) }
    }
  }

  /// Types the text, spaces included.
  public func type(_ text: String) {
    press(text.map(Key.character))
  }

  public func resize(_ width: Int, _ height: Int) {
    size = Size(width: width, height: height)
    send(.resized)
  }
}

// MARK: - Answers and timers

extension Session {
  /// The page that was requested arrives.
  public func answer() throws {
    guard let (request, number) = pending else { return }
    pending = nil
    let page = try service.page(request)
    send(.reported(.answered(milliseconds: 212), number: number))
    send(.pageArrived(page, number: number))
  }

  public func answerAll() throws {
    while pending != nil { try answer() }
  }

  public func fail(_ error: ServiceError) {
    guard let (_, number) = pending else { return }
    pending = nil
    send(.pageFailed(error, number: number))
  }

  public func fail(_ reason: ServiceError.Reason = .status(503, message: nil)) {
    fail(ServiceError(reason, traceID: "t1"))
  }

  /// The memory that was requested by its id arrives.
  public func answerRecord(_ json: String) throws {
    guard let (_, number) = pendingRecord, case .object(let record) = try JSONValue(parsing: json) else {
      return
    }
    pendingRecord = nil
    send(.recordArrived(record, number: number))
  }

  /// The slices of a search, one after the other.
  public func finishSearch() {
    while isSearchWaiting {
      isSearchWaiting = false
      send(.readingContinued)
    }
  }

  /// The timer of the watch fires.
  public func passWatchTime() {
    guard let timer = watchTimer else { return }
    watchTimer = nil
    clock.milliseconds += Int64(timer.seconds * 1000)
    send(.watchIsDue(timer.number))
  }
}

// MARK: - Effects

extension Session {
  public var requests: [PageRequest] {
    effects.compactMap { if case .load(let request, _) = $0 { request } else { nil } }
  }
  /// The numbers of the pages that were requested.
  public var pages: [Int] { requests.map(\.page) }
  public var isAsking: Bool { pending != nil }
  /// The filter of the last request, as it is sent.
  public var sent: String? { requests.last?.filter?.encoded() }
  public var exit: ExitReason? {
    effects.lazy.compactMap { if case .quit(let reason) = $0 { reason } else { nil } }.last
  }
  public var copied: [Copying] {
    effects.compactMap { if case .copy(let copying) = $0 { copying } else { nil } }
  }
  /// The texts that `$PAGER` and `$EDITOR` were given.
  public var handedOver: [String] {
    effects.compactMap { effect in
      switch effect {
      case .openPager(let text), .openEditor(let text), .editFilter(let text): text
      default: nil
      }
    }
  }
  public var orders: [ExportOrder] {
    effects.compactMap { if case .export(let order) = $0 { order } else { nil } }
  }
  public var stoppedExports: Int { effects.count { $0 == .cancelExport } }
  public var changes: [RememberedChange] {
    effects.compactMap { if case .remember(let change) = $0 { change } else { nil } }
  }
}

// MARK: - Screen

extension Session {
  public var context: DrawingContext {
    var width = CellWidth.table
    if ascii { width = CellWidth(ascii: true, columns: width.columns) }
    return DrawingContext(
      cellWidth: width, theme: theme, keymap: keymap, now: clock, zoneOffset: zoneOffset)
  }

  public var frame: Frame { view.draw(state, size: size, context) }
  public var screen: String { frame.canvas.text() }
  public var lines: [String] {
    screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
  public var lastLine: String { frame.canvas.text(row: size.height - 1) }

  public func shows(_ text: String) -> Bool { screen.contains(text) }

  /// The ids of the rows, in the server order.
  public func ids(_ category: MemoryCategory) -> [String] {
    let rows = state.store[category]
    return (0..<rows.count).compactMap { rows.memory(at: $0)?.id.text }
  }

  /// The cells of the form's rows: `scene = Payment`, with `off` in front of a row that is switched off.
  public var cells: [String] {
    (state.form?.rows ?? []).map { row in
      "\(row.isOn ? "" : "off ")\(row.field.text) \(row.operation) \(row.value.text)"
    }
  }

  /// The cell of the form under the cursor: `0 value`.
  public var cell: String? { state.form.map { "\($0.row) \($0.cell)" } }

  /// The styles of the cells of the text where it appears first.
  public func styles(of text: String) -> [Style] {
    let canvas = frame.canvas
    let letters = text.map(String.init)
    for y in 0..<size.height {
      let row = canvas.row(y).filter { !$0.text.isEmpty }
      for start in row.indices where row[start...].prefix(letters.count).map(\.text) == letters {
        return row[start..<start + letters.count].map(\.style)
      }
    }
    return []
  }
}
