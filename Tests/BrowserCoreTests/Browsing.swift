import BrowserCore
import MemoryModel
import ScriptedService

/// A browser without screen and network: events go in, effects are kept, and the test says when an answer comes.
struct Browsing {
  var state: BrowserState
  var service: ScriptedService
  var viewport = Viewport(listRows: 20, textLines: 10, previewLines: 5)
  var requests: [PageRequest] = []
  var pending: (request: PageRequest, question: Int)?
  var effects: [BrowserEffect] = []
  var isSearchWaiting = false
  var watchTimer: (seconds: Double, number: Int)?
  var now = Timestamp(milliseconds: 0)

  init(
    _ counts: [MemoryCategory: Int], subject: Subject? = .user("u1"), pageSize: Int = 50,
    memoryLimit: Int = 256 << 20
  ) {
    service = ScriptedService(counts: counts)
    state = BrowserState(
      subject: subject,
      options: BrowserOptions(pageSize: pageSize, memoryLimit: memoryLimit, source: "test"))
  }

  /// Opened, with its first page here.
  static func opened(_ counts: [MemoryCategory: Int], pageSize: Int = 50) throws -> Browsing {
    var browsing = Browsing(counts, pageSize: pageSize)
    browsing.send(.started)
    try browsing.answer()
    return browsing
  }

  var pages: [Int] { requests.map(\.page) }
  var isAsking: Bool { pending != nil }

  mutating func send(_ event: BrowserEvent) {
    for effect in state.update(event, now: now, measuring: { [viewport] _ in viewport }) {
      effects.append(effect)
      switch effect {
      case .load(let request, let question):
        requests.append(request)
        pending = (request, question)
        send(.reported(.sent, question: question))
      case .cancelLoad: pending = nil
      case .continueSearch: isSearchWaiting = true
      case .scheduleWatch(let seconds, let number): watchTimer = (seconds, number)
      case .cancelWatch: watchTimer = nil
      default: break
      }
    }
  }

  mutating func press(_ commands: BrowserCommand...) {
    for command in commands { send(.command(command)) }
  }

  mutating func press(_ command: BrowserCommand, times: Int) {
    for _ in 0..<times { send(.command(command)) }
  }

  /// The page that is asked for arrives.
  mutating func answer() throws {
    guard let (request, question) = pending else { return }
    pending = nil
    send(.pageArrived(try service.page(request), question: question))
  }

  mutating func type(_ text: String) {
    for character in text { press(.insert(String(character))) }
  }

  /// The slices of a search, one after the other.
  mutating func finishSearch() {
    while isSearchWaiting {
      isSearchWaiting = false
      send(.searchContinued)
    }
  }

  /// The timer of the watch fires.
  mutating func passWatchTime() {
    guard let timer = watchTimer else { return }
    watchTimer = nil
    now.milliseconds += Int64(timer.seconds * 1000)
    send(.watchIsDue(timer.number))
  }

  mutating func answerAll() throws {
    while isAsking { try answer() }
  }

  mutating func fail(_ reason: ServiceError.Reason = .status(503, message: nil)) {
    guard let (_, question) = pending else { return }
    pending = nil
    send(.pageFailed(ServiceError(reason, traceID: "t1"), question: question))
  }

  func ids(_ category: MemoryCategory) -> [String] {
    let rows = state.store[category]
    return (0..<rows.count).compactMap { rows.memory(at: $0)?.id.text }
  }
}
