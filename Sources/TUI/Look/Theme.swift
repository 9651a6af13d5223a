import Canvas

/// What each role looks like. Sixteen colours are enough, the terminal's own background stays, and nothing is told
/// by colour alone.
public struct Theme: Sendable, Hashable {
  public var text = Style.plain
  public var faint = Style(.standard, [.dim])
  public var strong = Style(.standard, [.bold])
  public var title = Style(.standard, [.bold])
  public var tab = Style.plain
  public var activeTab = Style(.standard, [.bold, .reverse])
  public var columnHead = Style(.standard, [.dim])
  public var marker = Style(.standard, [.bold])
  public var selected = Style(.standard, [.bold])
  public var label = Style.plain
  /// Characters of a stranger's text that are shown as marks.
  public var mark = Style(.standard, [.reverse])
  public var good = Style.plain
  public var busy = Style(.standard, [.bold])
  public var failed = Style(.standard, [.bold])
  public var notice = Style(.standard, [.bold])
  /// What a search found in a text.
  public var match = Style(.standard, [.bold, .underline])
  /// A condition of the filter in force.
  public var chip = Style(.standard, [.underline])
  /// Rows of the old question, until the new ones are here.
  public var stale = Style(.standard, [.dim])
  /// Rows that came while one was watching, and rows that changed.
  public var new = Style(.standard, [.bold])
  public var changed = Style(.standard, [.underline])
  /// What is wrong with a field of a form.
  public var fault = Style(.standard, [.bold, .reverse])

  public init() {}
}

extension Theme {
  /// The theme with nothing but bold, underline, reverse and dim.
  public static let mono = Theme()

  /// Of magenta and red, which are read on white too, as nobody is asked which background is there; green has only
  /// the head of the screen.
  public static let dark = mono.with { theme in
    theme.marker = Style(.magenta, [.bold])
    theme.label = Style(.magenta)
    theme.good = Style(.green)
    theme.failed = Style(.red, [.bold])
    theme.match = Style(.magenta, [.bold, .underline])
    theme.chip = Style(.magenta, [.bold])
    theme.new = Style(.magenta, [.bold])
    theme.changed = Style(.magenta, [.underline])
    theme.fault = Style(.red, [.bold])
  }

  /// Dim text is hard to read on white, and so are green, yellow and cyan: blue and red are not.
  public static let light = mono.with { theme in
    theme.faint = .plain
    theme.columnHead = Style(.standard, [.underline])
    theme.marker = Style(.blue, [.bold])
    theme.label = Style(.blue)
    theme.failed = Style(.red, [.bold])
    theme.match = Style(.blue, [.bold, .underline])
    theme.chip = Style(.blue, [.bold])
    theme.new = Style(.blue, [.bold])
    theme.changed = Style(.blue, [.underline])
    theme.fault = Style(.red, [.bold])
  }

  public static let standard = dark

  /// By the names that `theme:` takes.
  public static let builtIn: [(name: String, theme: Theme)] = [
    ("dark", dark), ("light", light), ("mono", mono),
  ]

  /// For a terminal without colours: what would have one looks as in ``mono``, or it would look like its neighbours.
  public var withoutColors: Theme {
    with { theme in
      for (_, role) in Theme.roles where self[keyPath: role].hasColor {
        theme[keyPath: role] = Theme.mono[keyPath: role]
      }
    }
  }

  private func with(_ change: (inout Theme) -> Void) -> Theme {
    var theme = self
    change(&theme)
    return theme
  }
}

extension Style {
  init(_ foreground: Color, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }

  fileprivate var hasColor: Bool { foreground != .standard || background != .standard }
}

extension Theme {
  /// Every role by its name in `themes:`.
  public static let roles: [(name: String, style: any WritableKeyPath<Theme, Style> & Sendable)] = [
    ("text", \.text), ("faint", \.faint), ("strong", \.strong), ("title", \.title), ("tab", \.tab),
    ("active_tab", \.activeTab), ("column_head", \.columnHead), ("marker", \.marker),
    ("selected", \.selected),
    ("label", \.label), ("mark", \.mark), ("good", \.good), ("busy", \.busy), ("failed", \.failed),
    ("notice", \.notice), ("match", \.match), ("chip", \.chip), ("stale", \.stale), ("new", \.new),
    ("changed", \.changed), ("fault", \.fault),
  ]

  /// Gives a role another look; false if there is none of that name.
  public mutating func set(_ role: String, to style: Style) -> Bool {
    guard let known = Self.roles.first(where: { $0.name == role }) else { return false }
    self[keyPath: known.style] = style
    return true
  }
}

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
