import Canvas

/// Sixteen colours are enough, the background stays, and colour is never the only sign of anything.
public struct Theme: Sendable, Hashable {
  public enum Role: Int, Sendable, CaseIterable {
    case text, faint, strong, title, tab, activeTab, columnHead, marker, selected, label
    /// Stands for a character that is not shown itself.
    case mark
    case good, busy, failed, notice, match
    /// The active filter.
    case chip
    /// Rows of the previous filter, until the new ones are here.
    case stale
    /// Rows that are new, rows that changed, and the words that differ in them.
    case new, changed
    case fault
    /// The key of a hint in the last line, and of the help.
    case hintKey

    public var name: String {
      switch self {
      case .activeTab: "active_tab"
      case .columnHead: "column_head"
      case .hintKey: "hint_key"
      default: "\(self)"
      }
    }
  }

  private var styles: [Style]

  public subscript(role: Role) -> Style {
    get { styles[role.rawValue] }
    set { styles[role.rawValue] = newValue }
  }

  fileprivate init(_ style: (Role) -> Style) { styles = Role.allCases.map(style) }

  /// Nothing but bold, underline, reverse and dim.
  public static let mono = Theme(\.looks.mono)
  /// Magenta and red can be read on white too, as the background is unknown; green is only in the first line.
  public static let dark = Theme(\.looks.dark)
  /// Dim text, green, yellow and cyan are hard to read on white: blue and red are not.
  public static let light = Theme(\.looks.light)
  public static let standard = dark

  public static let builtIn: [(name: String, theme: Theme)] = [
    ("dark", dark), ("light", light), ("mono", mono),
  ]

  /// For a terminal without colours: roles with a colour look as in ``mono``, so that they still stand out.
  public var withoutColors: Theme { Theme { self[$0].hasColor ? Theme.mono[$0] : self[$0] } }

  public mutating func set(_ name: String, to style: Style) -> Bool {
    guard let role = Role.allCases.first(where: { $0.name == name }) else { return false }
    self[role] = style
    return true
  }
}

extension Theme.Role {
  fileprivate typealias Looks = (mono: Style, dark: Style, light: Style)

  fileprivate var looks: Looks {
    switch self {
    case .text, .tab: Self.same([])
    case .strong, .title, .selected, .busy, .notice, .hintKey: Self.same(.bold)
    case .activeTab: Self.same([.bold, .reverse])
    case .mark: Self.same(.reverse)
    case .stale: Self.same(.dim)
    case .faint: (Style(.dim), Style(.dim), .plain)
    case .columnHead: (Style(.dim), Style(.dim), Style(.underline))
    case .label: Self.accent([])
    case .marker, .new: Self.accent(.bold)
    case .changed: Self.accent(.underline)
    case .match: Self.accent([.bold, .underline])
    case .chip: (Style(.underline), Style(.magenta, .bold), Style(.blue, .bold))
    case .good: (.plain, Style(.green), .plain)
    case .failed: (Style(.bold), Style(.red, .bold), Style(.red, .bold))
    case .fault: (Style([.bold, .reverse]), Style(.red, .bold), Style(.red, .bold))
    }
  }

  private static func same(_ attributes: Style.Attributes) -> Looks {
    (Style(attributes), Style(attributes), Style(attributes))
  }

  private static func accent(_ attributes: Style.Attributes) -> Looks {
    (Style(attributes), Style(.magenta, attributes), Style(.blue, attributes))
  }
}

extension Style {
  fileprivate init(_ attributes: Attributes) { self.init(.standard, attributes) }

  fileprivate var hasColor: Bool { foreground != .standard || background != .standard }

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

  /// Reads back as the same style: `white on blue bold`, `plain`.
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

  public static var vocabulary: [String] {
    colors.map(\.name) + attributeNames.map(\.name) + ["on", "plain"]
  }
  private static let colors: [(name: String, color: Color)] = Color.allCases.map { (name(of: $0), $0) }

  private static let attributeNames: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
  ]
}
