import BrowserCore
import Canvas

/// The keys of a place in columns by purpose.
struct HelpPage {
  private(set) var text = MarkedText()
  private static let leastColumn = 26
  private static let keyWidth = 9
  private static let gap = 2

  private struct Line {
    var text = ""
    var marked = 0
    var role = Theme.Role.hintKey
  }

  /// - Parameter other: what the page shows already.
  init(_ place: Place, besides other: Place? = nil, width: Int, _ context: DrawingContext) {
    let blocks = Self.blocks(place, besides: other, context)
    let count = max(1, min(blocks.count, width / Self.leastColumn))
    let column = width / count
    var texts: [[Line]] = []
    for block in blocks {
      let title = block.purpose.title
      var lines = [Line(text: title, marked: title.utf8.count, role: .label)]
      for entry in block.entries {
        lines += Self.lines(entry.keys, entry.text, width: column - Self.gap, context)
      }
      texts.append(lines + [Line()])
    }
    for (index, block) in Self.columns(texts, count).enumerated() {
      for (row, line) in block.enumerated() {
        text.write(line.text, at: index * column, line: row, line.role, marked: line.marked, context)
      }
    }
  }

  private struct Block {
    let purpose: KeyPurpose
    var entries: [(keys: String, text: String)] = []
  }

  private static func blocks(_ place: Place, besides other: Place?, _ context: DrawingContext) -> [Block] {
    let bindings = context.keymap.bindings.filter { binding in
      binding.places.contains(place) && !binding.keys.isEmpty
        && !(other.map { binding.places.contains($0) } ?? false)
    }
    let firstTexts = Set(
      bindings.filter { [.openFilter, .clearFilter, .addField].contains($0.command) }.map(\.help))
    return KeyPurpose.allCases.compactMap { purpose -> Block? in
      var order: [String] = []
      var keys: [String: [String]] = [:]
      for binding in bindings where KeyPurpose(of: binding.command, in: place) == purpose {
        if keys[binding.help] == nil { order.append(binding.help) }
        keys[binding.help, default: []] += binding.keys.map { $0.sign(context.glyphs) }
      }
      // The filter comes first.
      order = order.filter { firstTexts.contains($0) } + order.filter { !firstTexts.contains($0) }
      var block = Block(purpose: purpose)
      for text in order {
        block.entries.append((shortened(keys[text] ?? []).joined(separator: " "), text))
      }
      return order.isEmpty ? nil : block
    }
  }

  private static func shortened(_ names: [String]) -> [String] {
    names == (1...9).map(String.init) ? ["1…9"] : names
  }

  /// `f        filter form`; text that does not fit continues below its beginning.
  private static func lines(_ keys: String, _ text: String, width: Int, _ context: DrawingContext) -> [Line] {
    let keyColumns = context.columns(keys)
    let start = max(keyWidth, keyColumns + gap)
    var words = text.split(separator: " ").map(String.init)[...]
    func take(_ room: Int) -> String {
      var line = words.popFirst() ?? ""
      while let word = words.first, context.columns(line) + 1 + context.columns(word) <= room {
        line += " " + word
        words.removeFirst()
      }
      return line
    }
    var lines = [Line(text: keys, marked: keyColumns)]
    // After many keys the text may have to begin below them.
    if start + (words.map { context.columns($0) }.max() ?? 0) <= width {
      lines[0].text += String(repeating: " ", count: start - keyColumns) + take(width - start)
    }
    while !words.isEmpty {
      lines.append(Line(text: String(repeating: " ", count: keyWidth) + take(width - keyWidth)))
    }
    return lines
  }

  /// Blocks stay whole and in order; the columns are as low as that allows.
  private static func columns(_ blocks: [[Line]], _ count: Int) -> [[Line]] {
    let total = blocks.reduce(0) { $0 + $1.count }
    var height = blocks.map(\.count).max() ?? 0
    while height < total {
      if let columns = packed(blocks, height), columns.count <= count { return columns }
      height += 1
    }
    return [Array(blocks.joined())]
  }

  private static func packed(_ blocks: [[Line]], _ height: Int) -> [[Line]]? {
    var columns: [[Line]] = [[]]
    for block in blocks {
      guard block.count <= height else { return nil }
      if columns[columns.count - 1].count + block.count > height { columns.append([]) }
      columns[columns.count - 1] += block
    }
    return columns
  }
}
