import BrowserCore

extension BrowserCommand {
  /// As the configuration and the palette name it: `.pageDown` is `page_down`, `.showPane(3)` is `show_pane_3`.
  ///
  /// Taken from the case itself, so that a command cannot be without a name or have the one of another.
  public var name: String { ReflectedName.snakeCase(of: self) }
}

extension Place {
  /// What stands before the point in `list.page_down`.
  public var name: String { ReflectedName.snakeCase(of: self) }
}

private enum ReflectedName {
  static func snakeCase(of value: Any) -> String {
    var name = ""
    for character in caseName(of: value) {
      if character.isUppercase, name.last?.isLowercase == true { name += "_" }
      name += character.lowercased()
    }
    return name
  }

  /// What a case carries follows its name: `.copy(.text)` is `copy_text`.
  private static func caseName(of value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .enum?:
      guard let payload = mirror.children.first, let label = payload.label else { return "\(value)" }
      return "\(label)_\(caseName(of: payload.value))"
    case .tuple?: return mirror.children.map { caseName(of: $0.value) }.joined(separator: "_")
    default: return "\(value)"
    }
  }
}
