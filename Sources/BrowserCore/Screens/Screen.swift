import MemoryModel

/// Something on top of the list that takes the keys.
public protocol BrowserScreen: Sendable {}

protocol ScreenHandler: BrowserScreen {
  var place: Place { get }
  /// It takes only the last line: the screen below it stays visible.
  var isLine: Bool { get }
  var editedLine: EditedLine? { get }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]

  /// Keeps its cursor and its first line where something can be seen. Called after each change.
  mutating func settle(_ measurement: Measurement)
}

extension ScreenHandler {
  var isLine: Bool { false }
  var editedLine: EditedLine? { nil }
  mutating func settle(_ measurement: Measurement) {}
}

public protocol ScrollingText: BrowserScreen {
  var top: Int { get }
}

protocol ScrollingTextHandler: ScrollingText, ScreenHandler {
  var top: Int { get set }
}

extension ScrollingTextHandler {
  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if command.closes { return [.close] }
    scroll(command, context.measure(state))
    return []
  }

  mutating func scroll(_ command: BrowserCommand, _ measurement: Measurement) {
    if command == .goLast {
      top = Self.clamped(measurement.lineCount(0, .max), measurement)
    } else if let distance = command.distance(rows: measurement.sizes.textLines, count: top) {
      top = Self.clamped(top + distance, measurement)
    }
  }

  mutating func settle(_ measurement: Measurement) { scrollIntoText(measurement) }

  mutating func scrollIntoText(_ measurement: Measurement) {
    if top > 0 { top = Self.clamped(top, measurement) }
  }

  private static func clamped(_ top: Int, _ measurement: Measurement) -> Int {
    let page = measurement.sizes.textLines
    let limit = top > Int.max - page ? Int.max : max(0, top) + page
    return max(0, min(top, measurement.lineCount(0, limit) - page))
  }
}

extension CaseIterable where Self: Equatable {
  func cycled(by step: Int) -> Self { Array(Self.allCases).cycled(from: self, by: step) }
}

extension Array where Element: Equatable {
  /// The element so many steps away; after the last comes the first.
  func cycled(from element: Element, by step: Int) -> Element {
    self[((firstIndex(of: element) ?? 0) + step + count) % count]
  }
}

extension BrowserCommand {
  func moved(_ selected: Int, rows: Int, count: Int) -> Int {
    var target = selected + (distance(rows: rows, count: count) ?? 0)
    if case .select(let row) = self { target = row }
    return max(0, min(target, count - 1))
  }

  /// How far it moves where so many rows are on the screen; nil if it moves nothing.
  func distance(rows: Int, count: Int = 0) -> Int? {
    switch self {
    case .moveDown: 1
    case .moveUp: -1
    case .scroll(let distance): distance
    case .halfPageDown: max(1, rows / 2)
    case .halfPageUp: -max(1, rows / 2)
    case .pageDown: rows
    case .pageUp: -rows
    case .goFirst: -count
    case .goLast: count
    default: nil
    }
  }
}

/// The screens on top of the list. The top one takes the keys, and each is there at most once.
public struct ScreenStack: Sendable {
  private var screens: [any ScreenHandler] = []
  var all: [any ScreenHandler] { screens }

  public var top: (any BrowserScreen)? { screens.last }
  public var bodyPlace: Place { screens.last { !$0.isLine }?.place ?? .list }
  var topHandler: (any ScreenHandler)? { screens.last }

  public func find<S: BrowserScreen>(_ type: S.Type) -> S? {
    for screen in screens { if let found = screen as? S { return found } }
    return nil
  }

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

/// `?`: the keys of the screen that it was opened from.
public struct HelpState: ScrollingTextHandler, SearchedTextScreen {
  public let subject: Place
  public internal(set) var top = 0
  var place: Place { .help }
  var inside: InsideSearch?
}

/// F1 in the filter form and in help: the fields that a filter takes, their operators and values.
public struct FieldReference: ScrollingTextHandler, SearchedTextScreen {
  public internal(set) var top = 0
  var place: Place { .fields }
  var inside: InsideSearch?
}

/// `!`: the notices with their times.
public struct NoticesState: ScrollingTextHandler, SearchedTextScreen {
  public internal(set) var top = 0
  var place: Place { .notices }
  var growsAtTop: Bool { true }
  var inside: InsideSearch?
}

extension BrowserCommand {
  public var closes: Bool { self == .back || self == .backOrQuit }
}

/// A question that Enter answers with yes and Esc with no.
public enum Question: Sendable, Hashable {
  case loadMore(calls: Int)
  case replaceFile(ExportOrder)
}

public struct QuestionState: ScreenHandler {
  public let question: Question
  var place: Place { .question }
  var isLine: Bool { true }

  func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    if command == .accept { return [.close, .answer(question, isYes: true)] }
    return command.closes ? [.close, .answer(question, isYes: false)] : []
  }
}

extension Place {
  /// `G` pressed twice loads the rest.
  var endLoadsMore: Bool { [.list, .values, .overview, .review].contains(self) }
}

extension BrowserState {
  /// Esc stops what is being loaded, and closes no screen.
  public var escapeStopsLoading: Bool {
    place == .list || loading.goal?.kind == .everything && place.endLoadsMore
  }

  /// A question that was not requested waits until it covers no screen that the user opened.
  var canAsk: Bool {
    place == .list || place == .memory || place == .differences || place == .search && loading.isSearching
      || loading.goal?.kind == .everything && place.endLoadsMore
  }
}
