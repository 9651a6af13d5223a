/// The knobs of the demo service. Its own defaults stand behind them.
struct DemoSettings: Sendable, Hashable {
  var memories: Int?
  /// As typed: the demo service reads them.
  var faults: [String] = []
}

extension DemoSettings {
  init(_ options: DemoFlags) throws(SettingsError) {
    if let memories = options.memories, memories < 0 { throw .demoMemories(memories) }
    self.init(memories: options.memories, faults: options.faults)
  }
}
