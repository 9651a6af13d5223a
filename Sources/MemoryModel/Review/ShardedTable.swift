/// A dictionary in parts. One of a hundred thousand keys takes many milliseconds when it grows, in which no key of the
/// keyboard would be answered; its parts grow at different times.
struct ShardedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var parts = [[Key: Value]](repeating: [:], count: 64)

  subscript(key: Key) -> Value? {
    get { parts[part(key)][key] }
    set { parts[part(key)][key] = newValue }
  }

  /// Returns: whether the key is new.
  mutating func insert(_ key: Key, _ value: Value) -> Bool {
    let part = part(key)
    let before = parts[part].count
    parts[part][key] = value
    return parts[part].count > before
  }

  private func part(_ key: Key) -> Int { key.hashValue & (parts.count - 1) }
}
