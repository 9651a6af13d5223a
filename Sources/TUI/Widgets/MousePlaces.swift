import BrowserCore
import Canvas

/// What the mouse does where. Each part of the screen adds its places while it draws them, so that a click always
/// means what one sees. A place covers those that were added before it.
struct MousePlaces {
  private var clicks: [(area: Rect, commands: [BrowserCommand], isKey: Bool)] = []
  private var wheels: [(area: Rect, up: [BrowserCommand], down: [BrowserCommand])] = []

  /// How far a notch of the wheel goes, in rows or lines.
  static let step = 3

  /// - Parameter isKey: the words name a key, and a click does what it does. Where it does nothing, so does the click.
  mutating func add(click commands: [BrowserCommand], isKey: Bool, in area: Rect) {
    clicks.append((area, commands, isKey))
  }

  mutating func add(wheelUp up: [BrowserCommand], down: [BrowserCommand], in area: Rect) {
    wheels.append((area, up, down))
  }

  /// What was added there before does nothing.
  mutating func coverClicks(in area: Rect) { clicks.append((area, [], false)) }
  mutating func removeAll() { self = MousePlaces() }

  func commands(for report: MouseReport, in place: Place, _ keymap: Keymap) -> [BrowserCommand] {
    switch report.action {
    case .press:
      guard let click = clicks.last(where: { $0.area.contains(report) }) else { return [] }
      let works = !click.isKey || click.commands.first.map { keymap.help(for: $0, in: place) != nil } ?? false
      return works ? click.commands : []
    case .wheelUp: return wheels.last { $0.area.contains(report) }?.up ?? []
    case .wheelDown: return wheels.last { $0.area.contains(report) }?.down ?? []
    }
  }
}

extension Drawing {
  mutating func onClick(_ commands: BrowserCommand..., in area: Rect) {
    mouse.add(click: commands, isKey: false, in: area)
  }

  /// For words that name the key of the commands.
  mutating func onClick(keyOf commands: [BrowserCommand], in area: Rect) {
    mouse.add(click: commands, isKey: true, in: area)
  }

  mutating func onWheel(in area: Rect, up: BrowserCommand..., down: BrowserCommand...) {
    mouse.add(wheelUp: up, down: down, in: area)
  }

  /// The lines or rows of the screen.
  mutating func onWheelScroll(in area: Rect) {
    onWheel(in: area, up: .scroll(by: -MousePlaces.step), down: .scroll(by: MousePlaces.step))
  }
}
