import Canvas
import MemoryModel

/// The selected difference: the text of one memory, or of two, `was → is` of each field that differs.
struct DifferenceDetail {
  private struct Part {
    let text: WrappedText
    let indent: Int
    let role: Theme.Role
    /// In UTF-8 offsets.
    let marked: [Range<Int>]
  }

  struct Origin: Equatable {
    let a: MemorySource?
    let b: MemorySource?
    let width: Int
  }

  private var parts: [Part] = []
  private let width: Int
  private let context: DrawingContext

  init(_ a: Memory?, _ b: Memory?, width: Int, _ context: DrawingContext) {
    self.width = max(1, width)
    self.context = context
    guard let a, let b else {
      if let memory = a ?? b { add(memory.text) }
      return
    }
    for difference in RecordComparison(betweenUsers: true).differences(a, b) { add(difference) }
  }

  /// At most `limit`: a megabyte costs no more than what is seen of it.
  func lineCount(limit: Int) -> Int {
    parts.reduce(0) { $0 + $1.text.lineCount(limit: max(0, limit - $0)) }
  }

  func draw(from top: Int, in area: Rect, on drawing: inout Drawing) {
    var row = -top
    for part in parts {
      let count = part.text.lineCount(limit: area.height - row)
      for line in max(0, -row)..<max(max(0, -row), count) {
        guard let text = part.text.line(line) else { break }
        let place = area.line(row + line).inset(left: part.indent)
        drawing.write(text, in: place, part.role)
        drawing.restyle(part.text.columns(onLine: line, of: part.marked), in: place, as: .changed)
      }
      row += count
      if row >= area.height { return }
    }
  }

  /// `tags: a, b → a, c` where it fits in two lines, else both below each other.
  private mutating func add(_ difference: FieldDifference) {
    let texts = ChangedTexts(difference, absent: DiffText.absent, context)
    let (was, now) = (texts.was ?? DiffText.absent, texts.now ?? DiffText.absent)
    let words = WordDifference(was, now)
    let name = "\(difference.name): "
    let arrow = " \(context.glyphs.leadsTo) "
    let line = name + was + arrow + now
    if !line.utf8.contains(0x0A), context.columns(line, limit: 2 * width + 1) <= 2 * width {
      let (start, second) = (name.utf8.count, (name + was + arrow).utf8.count)
      return add(line, hanging: 2, marked: words.was.moved(by: start) + words.now.moved(by: second))
    }
    add("\(difference.name):", role: .label)
    add(was, indent: 2, marked: words.was)
    add(
      "\(context.glyphs.leadsTo) \(now)", indent: 0, hanging: 2,
      marked: words.now.moved(by: context.glyphs.leadsTo.utf8.count + 1))
  }

  private mutating func add(
    _ text: String, indent: Int = 0, hanging: Int = 0, role: Theme.Role = .text, marked: [Range<Int>] = []
  ) {
    let wrapped = WrappedText(
      text, columns: max(1, width - indent), hangingIndent: hanging, width: context.cellWidth)
    parts.append(Part(text: wrapped, indent: indent, role: role, marked: marked))
  }
}

extension [Range<Int>] {
  fileprivate func moved(by distance: Int) -> Self {
    map { $0.lowerBound + distance..<$0.upperBound + distance }
  }
}
