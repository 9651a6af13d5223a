import MemoryModel

extension BrowserState {
  var recordQuestion: RecordQuestion? {
    get { if case .loading(let question)? = sources?.content { question } else { nil } }
    set { if let newValue { sources?.content = .loading(newValue) } }
  }

  mutating func showSources() -> [BrowserEffect] {
    guard let memory = sources?.memory ?? reading?.memory ?? selectedMemory else { return [] }
    let status = sources?.status ?? reading?.status ?? .unchanged
    let record = memory.record
    let messages = SourceMessage.all(in: record)
    // Without an id of its own nobody can be asked about it.
    guard messages.isEmpty, record["id"] == .string(memory.id.text) else {
      sources = SourcesView(memory: memory, content: .messages(messages), status: status)
      return []
    }
    question += 1
    sources = SourcesView(
      memory: memory, content: .loading(RecordQuestion(question: question)), status: status)
    return [.loadRecord(id: memory.id.text, question: question)]
  }

  mutating func performInSources(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    guard let view = sources else { return [] }
    switch command {
    case .back, .backOrQuit, .showSources:
      let isAsking = recordQuestion != nil
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

  mutating func recordArrived(_ record: JSONObject, question: Int) {
    guard recordQuestion?.question == question else { return }
    sources?.content = .messages(SourceMessage.all(in: record))
    sources?.isFromService = true
  }

  mutating func recordFailed(_ error: ServiceError, question: Int) {
    guard recordQuestion?.question == question else { return }
    sources?.content = .failed(error)
  }
}
