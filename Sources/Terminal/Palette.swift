import CNcurses
import Canvas

struct Palette {
  struct Rendition {
    var attributes: attr_t
    var pair: Int16
  }

  /// 0 on a monochrome terminal or with `NO_COLOR`.
  private let colors: Int32
  var hasColors: Bool { colors >= 8 }
  private let hasDefaultColors: Bool
  private var pairs: [Style.ColorPair: Int16] = [:]

  init(colors wanted: Bool) {
    guard wanted, has_colors(), start_color() == OK else {
      colors = 0
      hasDefaultColors = false
      return
    }
    hasDefaultColors = use_default_colors() == OK
    colors = curses_colors()
  }

  mutating func rendition(of style: Style) -> Rendition {
    var attributes: attr_t = 0
    if style.attributes.contains(.bold) { attributes |= curses_bold }
    if style.attributes.contains(.dim) { attributes |= curses_dim }
    if style.attributes.contains(.underline) { attributes |= curses_underline }
    if style.attributes.contains(.reverse) { attributes |= curses_reverse }
    guard hasColors else { return Rendition(attributes: attributes, pair: 0) }
    // Eight colours: bright black becomes dim, the others bold, which most such terminals show bright.
    if colors < 16, style.foreground.rawValue > Style.Color.white.rawValue {
      attributes |= style.foreground == .brightBlack ? curses_dim : curses_bold
    }
    return Rendition(attributes: attributes, pair: pair(style))
  }

  private mutating func pair(_ style: Style) -> Int16 {
    let key = Style.ColorPair(foreground: style.foreground, background: style.background)
    if key == Style.ColorPair(foreground: .standard, background: .standard) { return 0 }
    if let known = pairs[key] { return known }
    let number = Int16(pairs.count + 1)
    guard Int32(number) < curses_color_pairs() else { return 0 }
    let made = init_pair(
      number, colorNumber(style.foreground, standard: 7), colorNumber(style.background, standard: 0))
    guard made == OK else { return 0 }
    pairs[key] = number
    return number
  }

  private func colorNumber(_ color: Style.Color, standard: Int16) -> Int16 {
    switch color.rawValue {
    case 0: hasDefaultColors ? -1 : standard
    case 9 where colors < 16: hasDefaultColors ? -1 : standard
    case let value: Int16(value - 1) % (colors < 16 ? 8 : 16)
    }
  }
}

extension Style {
  fileprivate struct ColorPair: Hashable {
    var foreground: Color
    var background: Color
  }
}

/// Terminals disagree with `wcwidth` about some clusters: 👨‍👩‍👧 takes two columns in tmux and six in xterm.
extension Canvas {
  /// The changed rows to draw alone, without those that the terminal scrolls.
  func uncertainRows(of rows: [Int], after shown: Canvas?) -> [Int] {
    let uncertain = rows.filter { self[row: $0].isUncertain || (shown?[row: $0].isUncertain ?? false) }
    guard !uncertain.isEmpty, let shown else { return uncertain }
    let moved = rowsMoved(from: shown)
    return uncertain.filter { !moved.contains($0) }
  }

  /// Runs that curses scrolls: at least three rows, and about as many as they move (`hashmap.c` of ncurses).
  private func rowsMoved(from shown: Canvas) -> Set<Int> {
    var moved: Set<Int> = []
    let height = size.height
    for distance in 1 - height..<height where distance != 0 {
      var run = 0
      for y in 0...height {
        if y < height, (0..<height).contains(y + distance), self[row: y] == shown[row: y + distance] {
          run += 1
          continue
        }
        if run >= 3, run + min(run / 8, 2) >= abs(distance) { moved.formUnion(y - run..<y) }
        run = 0
      }
    }
    return moved
  }
}

extension CanvasRow {
  /// More bytes than any single scalar: several scalars, or a letter with more than one accent.
  fileprivate var isUncertain: Bool { hasCluster(longerThan: 4) }
}
