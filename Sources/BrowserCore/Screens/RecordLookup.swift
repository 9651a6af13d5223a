import MemoryModel

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

  private mutating func openOutside(_ memory: Memory) {
    let reading = Reading(memory, isGone: isGone(memory), isOutside: true)
    screens.open(reading)
    screens.replace(reading)
  }
}
