import Canvas

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
