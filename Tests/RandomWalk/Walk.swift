import BrowserCore
import Canvas
import MemoryModel
import TUI

/// A session under random steps. After each step it checks:
///
/// - every cursor is in its list, and every id appears once in a category;
/// - the screen equals one drawn without caches;
/// - an open memory shows the loaded record;
/// - no cell holds a control character;
/// - there is one page request at a time, caused by a key, a goal of a key, the watch, an empty unfinished pane, or a
///   visible dropped row, which is requested once; no *next* page includes an ended category;
/// - a late answer changes nothing on the screen;
/// - every call is counted;
/// - Esc returns to the list in at most eight presses.
@MainActor final class Walk {
  /// 2026-11-23T08:30:00Z
  nonisolated static let start = Timestamp(milliseconds: 1_795_422_600_000)

  private(set) var state: BrowserState
  private var service: GeneratedService
  private var size = Size(width: 80, height: 24)
  private var now = Walk.start
  private let view = BrowserView()
  private var pending: (request: PageRequest, number: Int)?
  private var cancelled: [(request: PageRequest, number: Int)] = []
  private var askedRecord: (id: String, number: Int)?
  private var watchNumber: Int?
  private var isSearchWaiting = false
  private var calls = 0
  private var restoredSinceKey: Set<Int> = []
  private var taken = 0
  /// The program asked to quit, which ends the walk.
  private(set) var hasEnded = false

  init(seed: UInt64) {
    var random = RandomSource(seed, "walk")
    let pageSize = random.element(of: [50, 50, 10, 3])
    service = GeneratedService(seed: seed, pageSize: pageSize)
    let subject: Subject? = random.once(in: 12) ? nil : .user("memos_user_123")
    state = BrowserState(
      subject: subject,
      options: BrowserOptions(
        pageSize: pageSize, memoryLimit: random.once(in: 3) ? 25 << 20 : 256 << 20,
        startsWatching: random.once(in: 6), source: service.shape.rawValue, zoneOffset: { _ in 8 * 3600 }))
  }

  private var context: DrawingContext {
    DrawingContext(cellWidth: .table, now: now, zoneOffset: { _ in 8 * 3600 })
  }

  func begin() throws(Finding) {
    try send(.started, cause: .key)
    try check()
  }

  func take(_ step: Step) throws(Finding) {
    taken += 1
    switch step {
    case .key(let key): try press(key)
    case .type(let text): for character in text { try press(.character(character)) }
    case .keys(let keys): for key in keys { try press(key) }
    case .answer: try answer()
    case .lateAnswer, .lateFailure: try arriveLate(step)
    case .fail(let reason):
      guard let (_, number) = pending else { return }
      pending = nil
      try send(.pageFailed(ServiceError(reason), number: number), cause: .event)
    case .record: try answerRecord()
    case .recordFailure:
      guard let (_, number) = askedRecord else { return }
      askedRecord = nil
      try send(.recordFailed(ServiceError(.timedOut(seconds: 30)), number: number), cause: .event)
    case .change(let number):
      var random = RandomSource(seed: number)
      service.change(&random)
      return
    case .resize(let width, let height):
      size = Size(width: width, height: height)
      try send(.resized, cause: .event)
    case .pass(let minutes): now.milliseconds += Int64(minutes) * 60_000
    case .tick: try send(.ticked, cause: .event)
    case .watchDue:
      guard let number = watchNumber else { return }
      watchNumber = nil
      try send(.watchIsDue(number), cause: .watch)
    case .filterEdited(let text): try send(.filterEdited(text), cause: .event)
    case .copied: try send(.copied(.id, .sentToTerminal(bytes: 36)), cause: .event)
    case .exportProgressed: try send(.exportProgressed(ExportProgress(rows: 50, pages: 1)), cause: .event)
    case .exportEnded(let outcome): try send(.exportEnded(outcome), cause: .event)
    case .remembered: try send(.remembered(Remembered()), cause: .event)
    case .measured(let megabytes): try send(.measured(residentBytes: megabytes << 20), cause: .event)
    case .suspendAndContinue:
      try send(.command(.suspend), cause: .key)
      try send(.resized, cause: .event)
    }
    try continueReading()
    try check()
  }

  private func press(_ key: Key) throws(Finding) {
    guard !hasEnded else { return }
    restoredSinceKey = []
    for command in view.commands(for: key, in: state, size: size, context) {
      try send(.command(command), cause: command == .back ? .escape : .key)
    }
  }

  private func answer() throws(Finding) {
    guard let (request, number) = pending else { return }
    pending = nil
    try send(.reported(.answered(milliseconds: 5), number: number), cause: .event)
    try send(answer(to: request, number), cause: .event)
  }

  private func answer(to request: PageRequest, _ number: Int) -> BrowserEvent {
    do {
      return .pageArrived(try MemoryPage(decoding: service.answer(request)), number: number)
    } catch {
      return .pageFailed(ServiceError(.unexpectedAnswer(detail: "\(error)")), number: number)
    }
  }

  private func answerRecord() throws(Finding) {
    guard let (id, number) = askedRecord else { return }
    askedRecord = nil
    guard case .object(let answer) = try? JSONValue(parsing: service.record(id: id)[...]),
      case .object(let record) = answer["data"]
    else {
      return try send(
        .recordFailed(
          ServiceError(.service(code: 40001, message: "not found", status: 200)), number: number),
        cause: .event)
    }
    try send(.recordArrived(record, number: number), cause: .event)
  }

  /// A late answer must not change the screen.
  private func arriveLate(_ step: Step) throws(Finding) {
    guard let (request, number) = cancelled.popLast() else { return }
    let before = view.draw(state, size: size, context).canvas
    if case .lateFailure = step {
      try send(.pageFailed(ServiceError(.timedOut(seconds: 30)), number: number), cause: .late)
    } else {
      try send(answer(to: request, number), cause: .late)
    }
    let after = view.draw(state, size: size, context).canvas
    guard before == after else {
      throw Finding("a late answer changes the screen", difference(before, after))
    }
  }

  private func continueReading() throws(Finding) {
    var slices = 0
    while isSearchWaiting {
      isSearchWaiting = false
      slices += 1
      guard slices < 10_000 else { throw Finding("a search never ends", "") }
      try send(.readingContinued, cause: .event)
    }
  }

  // MARK: Requests

  private enum Cause { case key, escape, watch, event, late }

  private func send(_ event: BrowserEvent, cause: Cause) throws(Finding) {
    let before = state
    let effects = state.update(event, view.updateContext(for: state, size: size, context))
    for effect in effects {
      switch effect {
      case .load(let request, let number):
        try checkCause(of: request, cause, before)
        if pending != nil { throw Finding("two page requests at once", "page \(request.page)") }
        pending = (request, number)
        calls += 1
        try send(.reported(.sent, number: number), cause: .event)
      case .cancelLoad:
        if let pending { cancelled.append(pending) }
        pending = nil
      case .loadRecord(let id, let number):
        guard cause == .key else { throw Finding("a memory is asked for without a key", id) }
        askedRecord = (id, number)
        calls += 1
        try send(.reported(.sent, number: number), cause: .event)
      case .cancelRecord: askedRecord = nil
      case .continueReading: isSearchWaiting = true
      case .scheduleWatch(_, let number): watchNumber = number
      case .cancelWatch: watchNumber = nil
      case .quit: hasEnded = true
      case .compareUsers(let number):
        let (a, b) = state.comparedMemories
        try send(.usersCompared(UserDifferences(a, b), number: number), cause: .event)
      case .trimMemory, .editFilter, .recall, .remember, .copy, .openPager, .openEditor, .export,
        .cancelExport,
        .suspend, .redraw:
        break
      }
    }
    if cause == .late, !effects.isEmpty { throw Finding("a late answer has effects", "\(effects)") }
  }

  private func checkCause(of request: PageRequest, _ cause: Cause, _ before: BrowserState) throws(Finding) {
    guard let loading = state.loading.request else {
      throw Finding("a page is loaded that is not waited for", "")
    }
    if loading.purpose == .next {
      for (category, isIncluded) in [
        (MemoryCategory.preference, request.includesPreferences), (.tool, request.includesTools),
      ] where isIncluded && state.counter.hasEnded(category) {
        throw Finding("a next page includes a category that has ended", "\(category)")
      }
    }
    let isWanted: Bool
    switch (cause, loading.purpose) {
    case (.escape, .restore): isWanted = false
    case (.key, _), (.escape, _): isWanted = true
    case (_, .watch): isWanted = state.watch.active != nil
    case (_, .restore): isWanted = restoredSinceKey.insert(request.page).inserted
    case (_, .otherUser): isWanted = hasGoal(before) || hasGoal(state)
    case (_, .next): isWanted = hasGoal(before) || hasGoal(state) || isEmptyPane || waitsForWatch(before)
    case (_, .refresh), (_, .newFilter): isWanted = false
    }
    guard isWanted else {
      throw Finding("a page that nobody asked for", "\(loading.purpose) \(request.page)")
    }
  }

  private func hasGoal(_ state: BrowserState) -> Bool { state.loading.goal != nil }
  private var isEmptyPane: Bool { state.rows.count == 0 && !state.counter.hasEnded(state.category) }
  /// A key caused a request while the watch had one in flight.
  private func waitsForWatch(_ before: BrowserState) -> Bool { before.loading.request?.purpose == .watch }

  // MARK: Invariants

  private func check() throws(Finding) {
    guard !hasEnded else { return }
    try checkRows()
    let frame = view.draw(state, size: size, context)
    let fresh = BrowserView().draw(state, size: size, context)
    if frame.canvas != fresh.canvas {
      throw Finding("the screen shows old text", difference(frame.canvas, fresh.canvas))
    }
    try checkCells(frame.canvas)
    try checkOpenMemory()
    guard state.loading.calls == calls else {
      throw Finding("calls are miscounted", "\(state.loading.calls) shown, \(calls) made")
    }
    if taken % 5 == 0 { try checkEscape() }
  }

  private func checkRows() throws(Finding) {
    for category in MemoryCategory.allCases {
      let rows = state.store[category]
      let cursor = state.list.panes[category]?.cursor ?? 0
      let shown = state.list.narrowings[category]?.count ?? rows.count
      guard cursor >= 0, cursor < max(1, shown) else {
        throw Finding("the cursor is outside its list", "\(category) \(cursor) of \(shown)")
      }
      var seen: Set<[UInt8]> = []
      for index in 0..<rows.count {
        guard let id = rows.memory(at: index)?.id.text else { continue }
        guard seen.insert(Array(id.utf8)).inserted else {
          throw Finding("an id shows twice", "\(category) \(id)")
        }
      }
    }
  }

  private func checkCells(_ canvas: Canvas) throws(Finding) {
    for y in 0..<canvas.size.height {
      for cell in canvas[row: y] {
        for scalar in cell.text.unicodeScalars where Self.isForbidden(scalar) {
          throw Finding(
            "a cell holds a control character", "U+\(String(scalar.value, radix: 16)) in row \(y)")
        }
      }
    }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// It shows the loaded record, unless its page was dropped or the view says that it is gone.
  private func checkOpenMemory() throws(Finding) {
    // The other user of a comparison may have memories with the same ids.
    if let owner = state.reading?.comparedUser, owner != state.subject { return }
    guard !state.showsOldRows else { return }
    for open in [state.reading?.memory, state.sources?.memory].compactMap(\.self) {
      guard let row = state.store[open.category].index(of: open.id),
        let loaded = state.store[open.category].memory(at: row)
      else { continue }
      guard loaded.source.bytes == open.source.bytes else {
        throw Finding("the open memory is not the one that is loaded", open.id.text)
      }
    }
  }

  private func checkEscape() throws(Finding) {
    var copy = state
    let scratch = BrowserView()
    for _ in 0..<8 where copy.place != .list {
      _ = copy.update(.command(.back), scratch.updateContext(for: copy, size: size, context))
    }
    guard copy.place == .list else { throw Finding("Esc does not return to the list", "\(state.place)") }
  }

  private func difference(_ one: Canvas, _ other: Canvas) -> String {
    let rows = (0..<max(one.size.height, other.size.height)).filter { one[row: $0] != other[row: $0] }
    return rows.prefix(2).map { "row \($0): \(one.text(row: $0)) | \(other.text(row: $0))" }.joined(
      separator: "; ")
  }
}

/// A violated invariant.
struct Finding: Error {
  /// The kind, the same for each occurrence.
  let kind: String
  let detail: String

  init(_ kind: String, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
