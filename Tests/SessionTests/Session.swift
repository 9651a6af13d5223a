import BrowserCore
import Canvas
import MemoryModel
import ScriptedService
import TUI

/// Keys in, screen out: everything but the terminal and the network.
@MainActor final class Session {
  private(set) var state: BrowserState
  var service: ScriptedService
  var size: Size
  private(set) var requests: [PageRequest] = []
  private(set) var pending: (request: PageRequest, question: Int)?
  private(set) var exit: ExitReason?
  /// Of the timer that is set.
  private(set) var watchNumber: Int?
  /// A memory that is asked for in full.
  private(set) var asked: (id: String, question: Int)?
  private(set) var copied: [Copying] = []
  /// To the pager or the editor.
  private(set) var handedOver: [String] = []
  private(set) var orders: [ExportOrder] = []
  private(set) var stoppedExports = 0
  /// Connections that were closed before their answer was here.
  private(set) var cancelled = 0
  private(set) var changes: [RememberedChange] = []
  /// Why changes do not reach the file; nil where they do.
  var notKept: Notice.NotKept?
  private let view = BrowserView()
  var keymap = Keymap.standard
  var theme = Theme.standard
  var ascii = false

  /// 2026-11-23T08:30:00Z
  static let now = Timestamp(milliseconds: 1_795_422_600_000)
  var clock = Session.now

  init(
    _ service: ScriptedService, width: Int = 80, height: Int = 24, pageSize: Int = 50,
    subject: Subject? = .user("memos_user_123"), filter: MemoryFilter? = nil, dialect: Dialect = .cloud
  ) {
    self.service = service
    size = Size(width: width, height: height)
    state = BrowserState(
      subject: subject,
      options: BrowserOptions(
        pageSize: pageSize, dialect: dialect, source: "staging", filter: filter,
        zoneOffset: { _ in 8 * 3600 }))
  }

  /// Started, with its first page here.
  static func opened(
    _ service: ScriptedService, width: Int = 80, height: Int = 24, pageSize: Int = 50
  ) throws -> Session {
    let session = Session(service, width: width, height: height, pageSize: pageSize)
    session.send(.started)
    try session.answer()
    return session
  }

  var context: DrawingContext {
    var width = CellWidth.table
    if ascii { width = CellWidth(ascii: true, columns: width.columns) }
    return DrawingContext(
      cellWidth: width, theme: theme, keymap: keymap, now: clock, zoneOffset: { _ in 8 * 3600 })
  }

  var frame: Frame { view.draw(state, size: size, context) }
  var screen: String { frame.canvas.text() }
  var lines: [String] { screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  var lastLine: String { frame.canvas.text(row: size.height - 1) }

  func send(_ event: BrowserEvent) {
    let effects = state.update(event, now: clock) { view.viewport(for: $0, size: size, context) }
    for effect in effects {
      switch effect {
      case .load(let request, let question):
        requests.append(request)
        pending = (request, question)
        send(.reported(.sent, question: question))
      case .cancelLoad:
        if pending != nil { cancelled += 1 }
        pending = nil
      case .quit(let reason): exit = reason
      case .continueSearch: send(.searchContinued)
      case .scheduleWatch(_, let number): watchNumber = number
      case .cancelWatch: watchNumber = nil
      case .remember(let change):
        changes.append(change)
        send(notKept.map { .notKept(change, $0) } ?? .kept(change))
      case .loadRecord(let id, let question):
        asked = (id, question)
        send(.reported(.sent, question: question))
      case .cancelRecord: asked = nil
      case .copy(let copying): copied.append(copying)
      case .export(let order): orders.append(order)
      case .cancelExport: stoppedExports += 1
      case .openPager(let text), .openEditor(let text), .editFilter(let text): handedOver.append(text)
      default: break
      }
    }
  }

  func press(_ keys: Key...) {
    for key in keys {
      for command in view.commands(for: key, in: state, size: size, context) { send(.command(command)) }
    }
  }

  func press(_ key: Key, times: Int) {
    for _ in 0..<times { press(key) }
  }

  func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  func answer() throws {
    guard let (request, question) = pending else { return }
    pending = nil
    let page = try service.page(request)
    send(.reported(.answered(milliseconds: 212), question: question))
    send(.pageArrived(page, question: question))
  }

  func fail(_ error: ServiceError) {
    guard let (_, question) = pending else { return }
    pending = nil
    send(.pageFailed(error, question: question))
  }

  func resize(_ width: Int, _ height: Int) {
    size = Size(width: width, height: height)
    send(.resized)
  }
}
