import Canvas
import MemoryModel

/// What differs between two exports or two users, for people. Nothing in it can control a terminal; text of memories is
/// indented, so that it cannot look like a heading. Each part ends with a line end.
public struct DiffText: Sendable {
  private let a: String
  private let b: String
  private let context: DrawingContext

  /// - Parameters: what the sides are called: `yesterday.ndjson`.
  public init(_ a: String, _ b: String, _ context: DrawingContext) {
    (self.a, self.b) = (a, b)
    self.context = context
  }

  public func heading(onlyIn side: DiffSide, _ count: Int) -> String {
    "Only in \(line(side == .a ? a : b)) (\(counted(count, "memory"))):\n"
  }

  public func headingOfChanged(_ count: Int) -> String { "Changed (\(counted(count, "memory"))):\n" }

  /// `- fact f1: Guangzhou trip`, and the text below.
  public func memory(_ memory: Memory, in side: DiffSide) -> String {
    let record = memory.record.withCloudNames(memory.category)
    let title = title(record)
    let text = memory.text(in: record)
    let head = "\(side == .a ? "-" : "+") \(name(memory))\(title.isEmpty ? "" : ": " + line(title))\n"
    return title == text ? head : head + indented(text)
  }

  /// `~ fact f1: Guangzhou trip`, and `tags: a → b` for each field; long values are below one another.
  public func change(_ a: Memory, _ b: Memory, _ differences: [FieldDifference]) -> String {
    let title = title(b.record.withCloudNames(b.category))
    let ids = a.id == b.id ? "" : " → \(id(b))"
    let head = "~ \(name(a))\(ids)\(title.isEmpty ? "" : ": " + line(title))\n"
    return head + differences.map(change).joined()
  }

  /// `1 only in a.ndjson, 2 only in b.ndjson, 3 changed, 120 the same.`
  public func summary(_ counts: DiffCounts) -> String {
    "\(counts.onlyA.grouped) only in \(line(a)), \(counts.onlyB.grouped) only in \(line(b)), "
      + "\(counts.changed.grouped) changed, \(counts.same.grouped) the same.\n"
  }

  private static let longestLine = 100
  /// In place of a value that one side does not have.
  static let absent = "(none)"
  private static let indent = "    "

  private func change(_ difference: FieldDifference) -> String {
    let texts = ChangedTexts(difference, absent: Self.absent, context)
    let (was, now) = (lines(texts.was ?? Self.absent), lines(texts.now ?? Self.absent))
    let name = Self.indent + line(difference.name) + ":"
    let isShort = context.columns(name + was + now, limit: Self.longestLine + 1) <= Self.longestLine
    if isShort, !(was + now).utf8.contains(0x0A) { return "\(name) \(was) → \(now)\n" }
    let arrow = Self.indent + "→ "
    return
      "\(name)\n\(indented(was, by: 2))\(arrow)\(indented(now, by: 2).dropFirst(arrow.unicodeScalars.count))"
  }

  private func title(_ record: JSONObject) -> String {
    if case .string(let title)? = record[.memoryKey] { title } else { "" }
  }

  private func name(_ memory: Memory) -> String {
    "\(memory.unknownList.map(line) ?? memory.category.noun(1)) \(id(memory))"
  }

  private func id(_ memory: Memory) -> String { memory.hasOwnID ? line(memory.id.text) : "without an id" }

  private func indented(_ text: String, by count: Int = 0) -> String {
    let indent = Self.indent + String(repeating: " ", count: count)
    return lines(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : indent + $0 + "\n" }.joined()
  }

  private func line(_ text: String) -> String {
    VisibleText(text, width: context.cellWidth).map(\.text).joined()
  }

  private func lines(_ text: String) -> String { VisibleText.printable(text, width: context.cellWidth) }
}
