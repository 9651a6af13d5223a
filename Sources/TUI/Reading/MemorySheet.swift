import Canvas
import MemoryModel

/// One memory as plain text: what it says, and below it every other field, a name and a value a line.
public struct MemorySheet {
  /// Nothing in it can steer a terminal; it ends with a line end.
  public let text: String

  /// - Parameter record: as `GET get/memory/{id}` answers it, or as it stands in a page.
  public init(_ record: JSONObject, _ context: DrawingContext) {
    let category = MemoryCategory(of: record.withMetadataLaidOut)
    let record = record.inContractWords(category).withMetadataLaidOut
    let fields = Memory.fields(of: record, in: category)
    func clean(_ text: String) -> String { VisibleText.printable(text, width: context.cellWidth) }
    /// On one line: no name can look like two fields.
    func name(_ field: MemoryField) -> String {
      VisibleText(field.name, width: context.cellWidth).map(\.text).joined()
    }
    let width = min(24, fields.dropFirst().map { name($0).count }.max() ?? 0)
    var lines = fields.first.map { [clean($0.words(context, relativeTimes: false)), ""] } ?? []
    for field in fields.dropFirst() {
      let label = name(field)
      let padding = String(repeating: " ", count: max(0, width - label.count) + 2)
      let value = clean(field.words(context, relativeTimes: false))
      lines.append(
        label + padding + value.replacing("\n", with: "\n" + String(repeating: " ", count: width + 2)))
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
