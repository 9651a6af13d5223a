/// What a terminal shows: its lines without the blanks at their ends.
struct ScreenText: Sendable, CustomStringConvertible {
  let lines: [String]

  init(_ captured: String) {
    var lines = captured.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  var text: String { lines.joined(separator: "\n") }
  var header: String { lines.first ?? "" }
  var tabs: String { lines.count > 1 ? lines[1] : "" }
  var status: String { lines.last ?? "" }
  /// The line that the list's marker stands in.
  var selectedLine: String? { lines.first { $0.hasPrefix("▌") } }

  /// 150 of `row 3 of 150+ · …`: the rows that are loaded.
  var rowCount: Int? {
    status.firstMatch(of: /row [0-9]+ of ([0-9]+)/).flatMap { Int($0.1) }
  }

  func contains(_ text: String) -> Bool { self.text.contains(text) }

  /// A text that may go on in the next line, as long ones do in banners: blanks and line ends are all one blank.
  func says(_ sentence: String) -> Bool { Self.squeezed(text).contains(Self.squeezed(sentence)) }

  private static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Rows between the heads of the columns and the last line, for a list without a preview.
  var rows: [String] {
    guard let heads = lines.firstIndex(where: { $0.hasPrefix(" UPDATED") }) else { return [] }
    return lines[(heads + 1)..<(lines.count - 1)].filter { !$0.isEmpty }
  }

  var description: String {
    let bar = String(repeating: "-", count: 40)
    return "\n\(bar)\n\(text)\n\(bar)"
  }
}
