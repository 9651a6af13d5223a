import BrowserCore
import Canvas
import MemoryModel

extension TextScreen {
  static func help(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(HelpState.self) else { return nil }
    let help = HelpText(context: context, place: open.subject, dialect: state.options.dialect)
    return TextScreen(
      content: .help(open.subject, help.dialect), top: open.top, context: context, cache: cache,
      marked: { help.page(width: $0) }, text: { "" })
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

  func page(width: Int) -> MarkedText {
    var page = HelpPage(place, width: width, context)
    page.lines += notes
    return page.text(below: "Keys of the \(place.title)")
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
