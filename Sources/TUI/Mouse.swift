import BrowserCore
import Canvas

extension BrowserView {
  /// What a key means in this state, and what the mouse points at.
  public func commands(
    for key: Key, in state: BrowserState, size: Size, _ context: DrawingContext
  ) -> [BrowserCommand] {
    guard case .mouse(let report) = key else {
      return context.keymap.command(for: key, in: state.place).map { [$0] } ?? []
    }
    guard !Layout.isTooSmall(size), !state.place.asksInLastLine else { return [] }
    let layout = layout(state, size, context)
    let screen = screen(state, context)
    switch report.action {
    case .wheelDown: return screen.wheel(by: Self.wheelStep, report, in: layout)
    case .wheelUp: return screen.wheel(by: -Self.wheelStep, report, in: layout)
    case .press where layout.tabs.contains(report):
      guard state.place == .list || state.place == .memory else { return [] }
      return TabBar(state: state, context: context).click(report, in: layout.tabs).map { [$0] } ?? []
    case .press: return screen.click(report, in: layout).map { [$0] } ?? []
    }
  }

  /// Rows, or lines of a text.
  private static let wheelStep = 3
}
