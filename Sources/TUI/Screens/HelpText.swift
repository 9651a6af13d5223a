import BrowserCore
import Canvas

extension TextScreen {
  static func help(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(HelpState.self) else { return nil }
    return TextScreen(
      content: .help(open.subject), top: open.top, title: "Keys of the \(open.subject.title)",
      context: context,
      cache: cache
    ) { HelpPage(open.subject, width: $0, context).text }
  }

  /// The newest first: `2025-12-01 08:30 +08:00  Could not load page 4. …`
  static func notices(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(NoticesState.self) else { return nil }
    let notices = state.notices.all
    let keys = context.keys(in: .notices)
    return TextScreen(
      content: .notices(notices), top: open.top, title: "Notices, the newest first", context: context,
      cache: cache
    ) { _ in
      let lines = notices.reversed().map { "\(context.absolute($0.time))  \($0.sentence(keys))" }
      return MarkedText(lines.isEmpty ? "No notices yet." : lines.joined(separator: "\n"))
    }
  }
}

extension Place {
  public var title: String {
    switch self {
    case .memory: "open memory"
    case .raw: "raw view"
    case .form: "filter form"
    case .formName: "name of a filter"
    case .formChoice: "saved filters"
    case .conditions: "fields to filter by"
    case .copy: "copying"
    case .differences: "comparison with another user"
    case .narrow: "text or condition to narrow by"
    case .export: "export form"
    case .exportFile: "file of the export form"
    case .formOperation: "operator of the filter form"
    default: name
    }
  }
}
