import MemoryModel

/// Where a memory came from: a text that scrolls, on top of the list or of the open memory.
public struct SourcesView: Sendable {
  public enum Content: Sendable, Hashable {
    /// The row names none, so the service is asked for the whole record.
    case loading(RecordRequest)
    case messages([SourceMessage])
    case failed(ServiceError)
  }

  public private(set) var memory: Memory
  public internal(set) var content: Content
  public internal(set) var status = OpenMemoryStatus.unchanged
  /// The messages are not from the row: the service was asked for them, once.
  public internal(set) var isFromService = false
  public internal(set) var top = 0

  init(memory: Memory, content: Content, status: OpenMemoryStatus) {
    self.memory = memory
    self.content = content
    self.status = status
  }

  /// Another record under the same id. What the service was asked for stays, as it was read, where the record names no
  /// messages.
  mutating func follow(_ memory: Memory) {
    self.memory = memory
    let messages = SourceMessage.all(in: memory.record)
    guard !messages.isEmpty || !isFromService else { return }
    content = .messages(messages)
    isFromService = false
  }
}

/// A question for one record that is under way.
public struct RecordRequest: Sendable, Hashable {
  public let number: Int
  public internal(set) var ticks = 0
  public internal(set) var retry: Loading.Retry?
}

/// What the rows say about a memory that is open, alone or with its sources.
public enum OpenMemoryStatus: Sendable, Hashable {
  /// The record that is shown is the one that was opened.
  case unchanged
  /// A newer record came under the same id, and is shown.
  case changed
  /// It no longer exists, or no longer matches the filter. What is shown is the record as it was read last.
  case gone
  /// Page 1 was read again, and it is not among its rows: nothing is known about it. It is shown as it was read last.
  case notLoadedAgain
}

/// An open memory follows its record: whatever brings another one under the same id changes what is shown.
extension BrowserState {
  /// The ids above and below the open memory, in the service's order, before an answer changes the rows.
  struct Neighbours {
    var above: ByteString?
    var below: ByteString?
    var isFirst: Bool
  }

  private var openMemory: Memory? { sources?.memory ?? reading?.memory }

  var neighboursOfOpenMemory: Neighbours? {
    guard let open = openMemory else { return nil }
    let rows = store[open.category]
    guard let row = rows.index(of: open.id) else { return nil }
    return Neighbours(
      above: rows.memory(at: row - 1)?.id, below: rows.memory(at: row + 1)?.id, isFirst: row == 0)
  }

  mutating func followOpenMemory(
    after page: MemoryPage, for purpose: Loading.Purpose, _ neighbours: Neighbours?, now: Timestamp
  ) {
    guard let open = openMemory else { return }
    let rows = store[open.category]
    let received = page.rows[open.category] ?? []
    let isReceived = received.contains { $0.id == open.id }
    let status = sources?.status ?? reading?.status ?? .unchanged
    if let row = rows.index(of: open.id), let loaded = rows.memory(at: row), loaded.source != open.source {
      show(loaded, as: .changed)
      note(.openMemoryChanged, at: now)
    } else if isReceived, status == .gone || status == .notLoadedAgain || purpose == .replace {
      setStatus(.unchanged)
    } else if !isReceived, purpose == .replace || purpose == .watch {
      let isMissing =
        purpose == .watch
        ? watchMarks.gone.contains(open.id) : isGone(received, page, open.category, neighbours)
      if isMissing {
        if status != .gone { note(.openMemoryGone, at: now) }
        setStatus(.gone)
      } else if purpose == .replace {
        setStatus(.notLoadedAgain)
      }
    }
  }

  /// Page 1 holds all that the category has, or what stood above and below.
  private func isGone(
    _ received: [Memory], _ page: MemoryPage, _ category: MemoryCategory, _ neighbours: Neighbours?
  ) -> Bool {
    var counter = PageCounter(pageSize: options.pageSize)
    counter.arrived(page, fresh: FreshRows(categories: page.rows.mapValues(\.count)))
    if counter.hasEnded(category) { return true }
    guard let neighbours, let below = received.firstIndex(where: { $0.id == neighbours.below }) else {
      return false
    }
    // Right after each other: one that moved tells nothing about what was beside it.
    if neighbours.isFirst { return below == 0 }
    return received.firstIndex { $0.id == neighbours.above } == below - 1
  }

  private mutating func show(_ memory: Memory, as status: OpenMemoryStatus) {
    reading?.follow(memory)
    sources?.follow(memory)
    setStatus(status)
  }

  private mutating func setStatus(_ status: OpenMemoryStatus) {
    reading?.status = status
    sources?.status = status
  }
}

extension BrowserState {
  var recordRequest: RecordRequest? {
    get { if case .loading(let request)? = sources?.content { request } else { nil } }
    set { if let newValue { sources?.content = .loading(newValue) } }
  }

  mutating func showSources() -> [BrowserEffect] {
    guard let memory = sources?.memory ?? reading?.memory ?? selectedMemory else { return [] }
    let status = sources?.status ?? reading?.status ?? .unchanged
    let record = memory.record
    let messages = SourceMessage.all(in: record)
    // Without an id of its own nobody can be asked about it.
    guard messages.isEmpty, record[.id] == .string(memory.id.text) else {
      sources = SourcesView(memory: memory, content: .messages(messages), status: status)
      return []
    }
    requestNumber += 1
    sources = SourcesView(
      memory: memory, content: .loading(RecordRequest(number: requestNumber)), status: status)
    return [.loadRecord(id: memory.id.text, number: requestNumber)]
  }

  mutating func performInSources(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    guard let view = sources else { return [] }
    switch command {
    case .back, .backOrQuit, .showSources:
      let isAsking = recordRequest != nil
      sources = nil
      guard isAsking else { return [] }
      note(.loadingCancelled, at: now)
      return [.cancelRecord]
    case .refresh:
      if case .loading = view.content { return [] }
      sources?.status = .unchanged
      return showSources()
    case .toggleTimes: swapsTimes.toggle()
    default:
      let top = scrolled(view.top, by: command, measure: measure)
      sources?.top = top
    }
    return []
  }

  mutating func recordArrived(_ record: JSONObject, number: Int) {
    guard recordRequest?.number == number else { return }
    sources?.content = .messages(SourceMessage.all(in: record))
    sources?.isFromService = true
  }

  mutating func recordFailed(_ error: ServiceError, number: Int) {
    guard recordRequest?.number == number else { return }
    sources?.content = .failed(error)
  }
}
