import MemoryModel

/// Something on top of the list that takes the keys.
public protocol BrowserScreen: Sendable {
  /// Which keys it takes.
  var place: Place { get }
  /// It takes only the last line: the screen below it stays visible.
  var isLine: Bool { get }
}

extension BrowserScreen {
  public var isLine: Bool { false }
}

/// A screen with its commands. Everything about it is in its own file.
protocol ScreenHandler: BrowserScreen {
  /// The line that takes typed text.
  var editedLine: EditedLine? { get }

  mutating func perform(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome]

  /// Keeps its cursor and its first line where something can be seen. Called after each change.
  mutating func settle(_ measurement: Measurement)
}

extension ScreenHandler {
  var editedLine: EditedLine? { nil }
  mutating func settle(_ measurement: Measurement) {}
}

/// A text that scrolls.
public protocol ScrollingText: BrowserScreen {
  /// The first line that is shown.
  var top: Int { get }
}

protocol ScrollingTextHandler: ScrollingText, ScreenHandler {
  var top: Int { get set }
}

extension ScrollingTextHandler {
  mutating func scroll(_ command: BrowserCommand, _ measurement: Measurement) {
    let page = measurement.sizes.textLines
    let target: Int
    switch command {
    case .moveDown: target = top + 1
    case .moveUp: target = top - 1
    case .halfPageDown: target = top + page / 2
    case .halfPageUp: target = top - page / 2
    case .pageDown: target = top + page
    case .pageUp: target = top - page
    case .scroll(let distance): target = top + distance
    case .goFirst: target = 0
    case .goLast: target = measurement.lineCount(0, .max)
    default: return
    }
    top = Self.clamped(target, measurement)
  }

  /// The text may have become shorter.
  mutating func settle(_ measurement: Measurement) {
    if top > 0 { top = Self.clamped(top, measurement) }
  }

  private static func clamped(_ top: Int, _ measurement: Measurement) -> Int {
    let page = measurement.sizes.textLines
    let limit = top > Int.max - page ? Int.max : max(0, top) + page
    return max(0, min(top, measurement.lineCount(0, limit) - page))
  }
}

extension BrowserCommand {
  /// Where the cursor of a list of choices goes.
  func moved(_ selected: Int, rows: Int, count: Int) -> Int {
    let step: Int
    switch self {
    case .moveDown: step = 1
    case .moveUp: step = -1
    case .scroll(let rows): step = rows
    case .select(let row): step = row - selected
    case .halfPageDown: step = max(1, rows / 2)
    case .halfPageUp: step = -max(1, rows / 2)
    case .pageDown: step = rows
    case .pageUp: step = -rows
    case .goFirst: step = -count
    case .goLast: step = count
    default: step = 0
    }
    return max(0, min(selected + step, count - 1))
  }
}

/// The screens on top of the list. The top one takes the keys, and each is there at most once.
public struct ScreenStack: Sendable {
  private var screens: [any ScreenHandler] = []

  /// nil where the list is on top.
  public var top: (any BrowserScreen)? { screens.last }
  /// The screen that fills the body; nil where that is the list.
  public var body: (any BrowserScreen)? { screens.last { !$0.isLine } }
  var topHandler: (any ScreenHandler)? { screens.last }

  public func find<S: BrowserScreen>(_ type: S.Type) -> S? {
    for screen in screens { if let found = screen as? S { return found } }
    return nil
  }

  /// Returns to the screen if it is open already.
  mutating func open(_ screen: any ScreenHandler) {
    if let index = screens.firstIndex(where: { type(of: $0) == type(of: screen) }) {
      screens.removeSubrange((index + 1)...)
    } else {
      screens.append(screen)
    }
  }

  mutating func close() { _ = screens.popLast() }

  mutating func close<S: BrowserScreen>(_ type: S.Type) { screens.removeAll { $0 is S } }

  mutating func closeAll() { screens = [] }

  /// Puts a changed screen in place of the one of its kind.
  mutating func replace(_ screen: any ScreenHandler) {
    guard let index = screens.lastIndex(where: { type(of: $0) == type(of: screen) }) else { return }
    screens[index] = screen
  }

  mutating func change<S: ScreenHandler>(_ type: S.Type, _ change: (inout S) -> Void) {
    guard var screen = find(type) else { return }
    change(&screen)
    replace(screen)
  }
}
