import BrowserCore
import Canvas
import MemoryModel

/// What the loaded memories have in an info key, in short: `info key, text: gold, silver, bronze`.
struct SeenValues {
  private enum Kind { case text, number, flag }

  private let field: FilterField
  private var kinds: Set<Kind> = []
  private var range: (low: JSONNumber, high: JSONNumber)?
  private var most: [String] = []
  private var areAllDifferent = false
  private static let shown = 4
  private static let longestValue = 24

  init(of field: FilterField, in facets: FacetIndex) {
    self.field = field
    let counts = facets.fields[ByteString(field.name)]?.counts ?? [:]
    var largest: [Int] = []
    for (value, count) in counts {
      note(value)
      guard largest.count < Self.shown || count > largest[largest.count - 1] else { continue }
      largest.insert(count, at: largest.firstIndex { $0 < count } ?? largest.count)
      if largest.count > Self.shown { largest.removeLast() }
    }
    areAllDifferent = counts.count > 1 && largest.first == 1
    // Only the most frequent are written out: there may be thousands.
    guard !areAllDifferent, let least = largest.last else { return }
    most = counts.filter { $0.value >= least }
      .map { (text: $0.key.cellText(in: field), count: $0.value) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .prefix(Self.shown).map(\.text)
  }

  private mutating func note(_ value: FilterValue) {
    switch value {
    case .string: kinds.insert(.text)
    case .bool: kinds.insert(.flag)
    case .number(let number):
      kinds.insert(.number)
      guard let known = range else {
        range = (number, number)
        return
      }
      guard let double = number.double, let low = known.low.double, let high = known.high.double else {
        return
      }
      if double < low { range?.low = number }
      if double > high { range?.high = number }
    case .date, .dates: break
    }
  }

  func meaning(_ glyphs: Glyphs) -> String {
    let values = most.map { text in
      text.count > Self.longestValue ? text.prefix(Self.longestValue - 1) + glyphs.ellipsis : text
    }.joined(separator: ", ")
    guard kinds.count == 1, let kind = kinds.first else {
      return kinds.isEmpty ? "info key" : "info key, mixed: \(values)"
    }
    switch kind {
    case .number:
      guard let range, range.low != range.high else { return "info key, number: \(values)" }
      return "info key, number \(range.low.literal) \(glyphs.ellipsis) \(range.high.literal)"
    case .flag: return "info key, true/false"
    case .text: return areAllDifferent ? "info key, text, all different" : "info key, text: \(values)"
    }
  }
}
