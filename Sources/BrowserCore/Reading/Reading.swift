import MemoryModel

/// A memory that is open full-screen.
public struct Reading: Sendable {
  public private(set) var memory: Memory
  public private(set) var fields: [MemoryField]
  public internal(set) var status = OpenMemoryStatus.unchanged
  /// The field under the cursor.
  public internal(set) var cursor = 0
  public internal(set) var top = TextAnchor()
  /// The first line of the raw view, while that is open.
  public internal(set) var rawTop: Int?

  init(_ memory: Memory) {
    self.memory = memory
    fields = memory.fields
  }

  /// Another record under the same id: the cursor stays on its field, if that is still there.
  mutating func follow(_ memory: Memory) {
    let name = fields.indices.contains(cursor) ? fields[cursor].name : nil
    self.memory = memory
    fields = memory.fields
    let kept = fields.firstIndex { $0.name == name } ?? max(0, min(cursor, fields.count - 1))
    if top.part == cursor { top.part = kept } else { top.part = min(top.part, kept) }
    cursor = kept
  }
}

extension Memory {
  /// For `$EDITOR`: the record as JSON, with escapes for everything that an editor could obey or hide.
  var editorText: String { JSONLayout(source, escaping: .unprintable).text }
}

/// A line of a text in parts: the line within a part, both counted from 0.
public struct TextAnchor: Sendable, Hashable, Comparable {
  public var part: Int
  public var line: Int

  public init(part: Int = 0, line: Int = 0) {
    self.part = part
    self.line = line
  }

  public static func < (left: TextAnchor, right: TextAnchor) -> Bool {
    (left.part, left.line) < (right.part, right.line)
  }
}
