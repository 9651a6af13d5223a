import Canvas

extension Style {
  /// A word of a style that is none.
  public struct UnknownWord: Error, Sendable, Hashable {
    public var word: String
  }

  /// `bright-magenta bold`, `white on blue`, `reverse`, `plain`.
  public init(words text: String) throws(UnknownWord) {
    self.init()
    var isBackground = false
    for word in text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init) {
      if word == "on" {
        isBackground = true
      } else if let color = Self.colors.first(where: { $0.name == word })?.color {
        if isBackground { background = color } else { foreground = color }
        isBackground = false
      } else if let attribute = Self.attributeNames.first(where: { $0.name == word })?.attribute {
        attributes.formUnion(attribute)
      } else if word != "plain" {
        throw UnknownWord(word: word)
      }
    }
    if isBackground { throw UnknownWord(word: "on") }
  }

  /// The style in words that read back as the same: `white on blue bold`, `plain`.
  public var words: String {
    var words = foreground == .standard ? [] : [Self.name(of: foreground)]
    if background != .standard { words += ["on", Self.name(of: background)] }
    words += Self.attributeNames.filter { attributes.contains($0.attribute) }.map(\.name)
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }

  private static func name(of color: Color) -> String {
    let name = "\(color)"
    guard name.hasPrefix("bright") else { return name }
    return "bright-" + name.dropFirst("bright".count).lowercased()
  }

  /// All words that a style can have.
  public static var vocabulary: [String] {
    colors.map(\.name) + attributeNames.map(\.name) + ["on", "plain"]
  }

  private static let colors: [(name: String, color: Color)] = Color.allCases.map { (name(of: $0), $0) }

  private static let attributeNames: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
  ]
}
