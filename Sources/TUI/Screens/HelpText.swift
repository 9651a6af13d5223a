import BrowserCore
import Canvas
import MemoryModel

extension TextScreen {
  static func help(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(HelpState.self) else { return nil }
    let help = HelpText(context: context, place: open.subject, dialect: state.options.dialect)
    return TextScreen(
      content: .help(open.subject, help.dialect), top: open.top, context: context, cache: cache
    ) { help.text }
  }

  /// The newest first: `2025-12-01 08:30 +08:00  Could not load page 4. …`
  static func notices(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(NoticesState.self) else { return nil }
    let notices = state.notices.all
    let keys = context.keys(in: .notices)
    return TextScreen(content: .notices(notices), top: open.top, context: context, cache: cache) {
      notices.isEmpty
        ? "No notices yet."
        : notices.reversed().map { "\(context.absolute($0.time))  \($0.sentence(keys))" }.joined(
          separator: "\n")
    }
  }
}

private struct HelpText {
  let context: DrawingContext
  let place: Place
  let dialect: Dialect
  private static let keysWidth = 18

  var text: String {
    var order: [String] = []
    var keys: [String: [String]] = [:]
    for binding in context.keymap.bindings where binding.places.contains(place) && !binding.keys.isEmpty {
      if keys[binding.help] == nil { order.append(binding.help) }
      keys[binding.help, default: []] += binding.keys.map(\.name)
    }
    let lines = order.map { description in
      let names = Self.shortened(keys[description] ?? []).joined(separator: " ")
      let padding = max(2, Self.keysWidth - context.columns(names))
      return names + String(repeating: " ", count: padding) + description
    }
    return (["Keys of the \(place.title)", ""] + lines + notes).joined(separator: "\n")
  }

  private var notes: [String] {
    guard place == .form || place == .formOperation else { return [] }
    let zone =
      switch dialect {
      case .cloud:
        "The time zone of the service is not documented, so a day may begin some hours earlier or later there."
      case .selfHosted:
        "They are sent in the server's time zone (server_zone), so a day begins when it begins here."
      }
    return [
      "",
      "Dates are in the time zone of the screen. A date without a time of day means the whole day; a date in quotes "
        + "is sent as written. \(zone)",
    ]
  }

  private static func shortened(_ names: [String]) -> [String] {
    names == (1...9).map(String.init) ? ["1…9"] : names
  }
}

extension Place {
  var title: String {
    switch self {
    case .memory: "open memory"
    case .raw: "raw view"
    case .form: "filter form"
    case .formOperation: "operator in the filter form"
    case .formName: "name of a filter"
    case .formChoice: "saved filters"
    case .conditions: "fields to filter by"
    case .fields: "fields and operators"
    case .copy: "copying"
    case .narrow: "text or condition to narrow by"
    case .export, .exportFile: "export form"
    default: name
    }
  }
}
