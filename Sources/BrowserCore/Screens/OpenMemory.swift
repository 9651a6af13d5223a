import MemoryModel

/// `c`: the messages that a memory came from.
public struct SourcesView: ScrollingTextHandler, SearchedTextScreen {
  public enum Content: Sendable, Hashable {
    case loading(RecordRequest)
    case messages([SourceMessage])
    case failed(ServiceError)
  }

  public private(set) var memory: Memory
  public private(set) var content: Content
  public private(set) var status: OpenMemoryStatus
  /// The messages were requested from the service; the row names none.
  public private(set) var isFromService = false
  public internal(set) var top = 0
  /// What the title says of the memory.
  public private(set) var origin: Origin
  var inside: InsideSearch?

  public struct Origin: Sendable, Hashable {
    public let title: String
    public let text: String
    public let conversation: String?
    public let agent: String?

    fileprivate init(_ memory: Memory) {
      let record = memory.record.withCloudNames(memory.category)
      func text(_ field: RecordField) -> String? {
        guard case .string(let text)? = record[field], !text.isEmpty else { return nil }
        return text
      }
      title = memory.title.isEmpty ? memory.headline : memory.title
      self.text = memory.text(in: record)
      conversation = text(.conversationID)
      agent = text(.agentID)
    }
  }

  init(memory: Memory, content: Content, status: OpenMemoryStatus) {
    self.memory = memory
    self.content = content
    self.status = status
    origin = Origin(memory)
  }

  var place: Place { .sources }
  var request: RecordRequest? { if case .loading(let request) = content { request } else { nil } }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if let outcomes = searched(command, state, context) { return outcomes }
    switch command {
    case .back, .backOrQuit, .showSources:
      return [.close] + (request == nil ? [] : [.note(.loadingCancelled), .effect(.cancelRecord)])
    case .refresh:
      guard request == nil else { return [] }
      status = .unchanged
      return [.openSources]
    case .toggleTimes: return [.toggleTimes]
    default: scroll(command, context.measure(state))
    }
    return []
  }

  /// Another record under the same id. Messages that the service was asked for stay where the record names none.
  mutating func follow(_ memory: Memory?, _ status: OpenMemoryStatus) {
    self.status = status
    guard let memory else { return }
    self.memory = memory
    origin = Origin(memory)
    textChanged()
    let messages = SourceMessage.all(in: memory.record)
    guard !messages.isEmpty || !isFromService else { return }
    content = .messages(messages)
    isFromService = false
  }

  mutating func arrived(_ record: JSONObject) {
    content = .messages(SourceMessage.all(in: record))
    isFromService = true
    textChanged()
  }

  mutating func failed(_ error: ServiceError) { content = .failed(error) }

  mutating func changeRequest(_ change: (inout RecordRequest) -> Void) {
    guard var request else { return }
    change(&request)
    content = .loading(request)
  }
}

public struct RecordRequest: Sendable, Hashable {
  public let number: Int
  public internal(set) var ticks = 0
  public internal(set) var retry: Loading.Retry?
}

public enum OpenMemoryStatus: Sendable, Hashable {
  case unchanged, changed
  /// It no longer exists, or no longer matches the filter. The record is shown as it was read last.
  case gone
  /// Page 1 was read again, and it is not among its rows: nothing is known about it. It is shown as it was read last.
  case notLoadedAgain
}

/// An open memory follows its record: an answer with another record under the same id changes what is shown.
struct OpenMemoryCheck {
  private let open: Memory
  private let status: OpenMemoryStatus
  private let isOutside: Bool

  init?(_ state: BrowserState) {
    // The other user's memories are not in the pages, even if one has the same id.
    if let owner = state.reading?.comparedUser, owner != state.subject { return nil }
    guard let open = state.sources?.memory ?? state.reading?.memory else { return nil }
    self.open = open
    status = state.sources?.status ?? state.reading?.status ?? .unchanged
    isOutside = state.reading?.isOutside == true
  }

  /// - Returns: the record to show and its status, once the page is among the rows; nil where nothing changes.
  func result(
    of page: MemoryPage, for purpose: Loading.Purpose, _ state: BrowserState
  ) -> (memory: Memory?, status: OpenMemoryStatus)? {
    let rows = state.store[open.category]
    let received = page.rows[open.category] ?? []
    let isReceived = received.contains { $0.id == open.id }
    if let row = rows.index(of: open.id), let loaded = rows.memory(at: row), loaded.source != open.source {
      if MemoryChange(before: open, after: loaded).isReal { return (loaded, .changed) }
      return (loaded, status == .changed && purpose != .refresh ? .changed : .unchanged)
    }
    // Whether the pages still have it says nothing about a memory that was opened by its id.
    if isOutside { return nil }
    if isReceived {
      return status == .gone || status == .notLoadedAgain || purpose == .refresh ? (nil, .unchanged) : nil
    }
    switch purpose {
    case .watch: return state.isGone(open) ? (nil, .gone) : nil
    // One that was gone before is not among the rows any more.
    case .refresh: return (nil, status == .gone || state.isGone(open) ? .gone : .notLoadedAgain)
    case .next, .newFilter, .restore, .otherUser: return nil
    }
  }

  func notice(of status: OpenMemoryStatus) -> Notice.Fact? {
    switch status {
    case .changed: .openMemoryChanged
    case .gone where self.status != .gone: .openMemoryGone
    default: nil
    }
  }
}

/// `:` then `id ID`: a memory that is loaded by its id and opened outside the panes.
public struct RecordLookup: Sendable {
  public let id: String
  /// nil once it is answered.
  public internal(set) var request: RecordRequest?
  /// Waits until it covers nothing that somebody has opened meanwhile.
  var memory: Memory?
}

extension BrowserState {
  mutating func openRecord(id: String) -> [BrowserEffect] {
    var effects = cancelLookup()
    if sources?.request != nil {
      // One memory is requested at a time.
      screens.close(SourcesView.self)
      effects.append(.cancelRecord)
    }
    let key = ByteString(id)
    for category in categories {
      guard let row = store[category].index(of: key), let memory = store[category].memory(at: row) else {
        continue
      }
      openOutside(memory)
      return effects
    }
    let request = RecordRequest(number: loading.takeNumber())
    lookup = RecordLookup(id: id, request: request)
    return effects + [.loadRecord(id: id, number: request.number)]
  }

  mutating func lookupArrived(_ record: JSONObject, number: Int, _ context: UpdateContext) {
    guard lookup?.request?.number == number else { return }
    let bytes = Array(JSONValue.object(record).encoded().utf8)
    let memory = try? Memory(
      decoding: bytes, category: MemoryCategory(of: record.withMetadataMembers), zone: options.serverZone)
    guard let memory else { return lookupFailed(ServiceError(.noMemory), number: number, context) }
    lookup?.request = nil
    lookup?.memory = memory
  }

  mutating func lookupFailed(_ error: ServiceError, number: Int, _ context: UpdateContext) {
    guard let failed = lookup, failed.request?.number == number else { return }
    lookup = nil
    note(.recordNotLoaded(id: failed.id, error), context)
  }

  mutating func openWaitingRecord() {
    guard place == .list || place == .memory, let memory = lookup?.memory else { return }
    lookup = nil
    openOutside(memory)
  }

  mutating func cancelLookup() -> [BrowserEffect] {
    defer { lookup = nil }
    return lookup?.request == nil ? [] : [.cancelRecord]
  }

  mutating func openOutside(_ memory: Memory, comparedUser: Subject? = nil) {
    let isForeign = comparedUser.map { $0 != subject } ?? false
    var memory = memory
    // What was compared may have changed meanwhile.
    if !isForeign, let row = store[memory.category].index(of: memory.id),
      let loaded = store[memory.category].memory(at: row)
    {
      memory = loaded
    }
    let reading = Reading(
      memory, isGone: !isForeign && isGone(memory), earlier: isForeign ? nil : earlierRecord(of: memory),
      isOutside: true, comparedUser: comparedUser)
    screens.open(reading)
    screens.replace(reading)
  }
}
