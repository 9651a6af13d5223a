import BrowserCore
import Canvas
import MemoryModel

/// Left the keys, right the values of the selected key; in a narrow window one of the two.
@MainActor struct ValuesScreen: ScreenView {
  let state: BrowserState
  let values: ValuesState
  private var marks: MatchMarks { MatchMarks(state.screens.inside?.pattern) }
  private static let leastWidthForBoth = 66

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawTitle(in: layout.title.line(0), on: &drawing)
    let areas = areas(in: layout)
    if values.keys.isEmpty {
      drawing.write(
        state.nothing("The loaded memories have neither tags nor info."),
        in: layout.text.inset(left: 1, right: 1))
      return
    }
    let heads = layout.title.line(1)
    if let keys = areas.keys {
      let columns = KeyColumns(width: keys.width, marks)
      columns.drawHeads(in: Rect(x: keys.x, y: heads.y, width: keys.width, height: 1), on: &drawing)
      drawing.onWheel(
        in: keys, up: .selectKey(values.key - MousePlaces.step),
        down: .selectKey(values.key + MousePlaces.step))
      let onClick = { (index: Int, isSelected: Bool) -> BrowserCommand in
        isSelected && !values.isInValues ? .accept : .selectKey(index)
      }
      list(keys).draw(onClick: onClick, on: &drawing) { index, row, isSelected, drawing in
        columns.draw(values.keys[index], isSelected, of: state.store.facets.rows, in: row, on: &drawing)
      }
    }
    if let area = areas.values {
      drawHead(in: Rect(x: area.x, y: heads.y, width: area.width, height: 1), on: &drawing)
      drawValues(in: area, on: &drawing)
    }
    guard areas.keys != nil, let right = areas.values else { return }
    for line in 0..<layout.text.height + 1 {
      let place = Rect(x: right.x - 1, y: heads.y + line, width: 1, height: 1)
      drawing.write(drawing.context.glyphs.vertical, in: place, .faint)
    }
  }

  /// `Values in 150 loaded memories, the service has more (G G loads all)`
  private func drawTitle(in row: Rect, on drawing: inout Drawing) {
    drawing.writeTitle(state.coverage("Values in", drawing.context), in: row.inset(left: 1, right: 1))
  }

  private func drawHead(in row: Rect, on drawing: inout Drawing) {
    guard values.keys.indices.contains(values.key) else { return }
    let key = values.keys[values.key]
    let count = counted(key.values, "value") + (key.isCut ? "+" : "")
    var bar = Bar(in: row)
    bar.right(count, .faint, on: &drawing)
    bar.left(key.name, values.isInValues ? .selected : .label, on: &drawing)
  }

  private func drawValues(in area: Rect, on drawing: inout Drawing) {
    guard values.keys.indices.contains(values.key) else { return }
    let memories = max(1, values.keys[values.key].memories)
    let barWidth = area.width < 30 ? 6 : min(24, area.width / 3)
    let countWidth = 7
    let labelWidth = min(40, area.width - 3 - countWidth - barWidth - 1)
    drawing.onWheel(
      in: area, up: .selectValue(values.value - MousePlaces.step),
      down: .selectValue(values.value + MousePlaces.step))
    let onClick = { (index: Int, isSelected: Bool) -> BrowserCommand in
      isSelected ? .accept : .selectValue(index)
    }
    list(values: area).draw(onClick: onClick, on: &drawing) { index, row, isSelected, drawing in
      let value = values.values[index]
      let place = row.inset(left: 2)
      let text = value.facet.value.cellText(in: FilterField(value.facet.field))
      drawing.write(text, in: place.first(labelWidth), isSelected ? .selected : .text)
      marks.mark(text, in: place.first(labelWidth), on: &drawing)
      drawing.writeRight(value.count.grouped, in: place.inset(left: labelWidth).first(countWidth))
      drawing.write(
        drawing.context.glyphs.thinBar(Double(value.count) / Double(memories), width: barWidth),
        in: place.inset(left: labelWidth + countWidth + 1).first(barWidth), .label)
    }
  }

  private func list(_ area: Rect) -> ChoiceList {
    ChoiceList(in: area, count: values.keys.count, selected: values.key)
  }

  /// The cursor of the values is drawn where the keys go.
  private func list(values area: Rect) -> ChoiceList {
    let top = ChoiceList(in: area, count: values.values.count, selected: values.value).top
    return ChoiceList(
      in: area, count: values.values.count, selected: values.isInValues ? values.value : nil, top: top)
  }

  private func areas(in layout: Layout) -> (keys: Rect?, values: Rect?) {
    let whole = layout.text
    guard whole.width >= Self.leastWidthForBoth else {
      return values.isInValues ? (nil, whole) : (whole, nil)
    }
    let left = min(66, whole.width * 62 / 100)
    return (whole.first(left), whole.inset(left: left + 1))
  }
}

/// `▌ business_type     115 77%     12  text`
private struct KeyColumns {
  private let marks: MatchMarks
  private let name: Int
  private let percent: Int
  private static let memories = 8
  private static let values = 7
  private static let gap = 2

  init(width: Int, _ marks: MatchMarks) {
    self.marks = marks
    percent = width < 44 ? 0 : 5
    let kind = width < 44 ? 8 : width < 60 ? 12 : 20
    name = max(8, width - 2 - Self.memories - percent - Self.values - Self.gap - kind)
  }

  func drawHeads(in row: Rect, on drawing: inout Drawing) {
    var place = row.inset(left: 2)
    drawing.write("KEY", in: place.first(name), .columnHead)
    place = place.inset(left: name)
    drawing.writeRight("MEMORIES", in: place.first(Self.memories), .columnHead)
    place = place.inset(left: Self.memories + percent)
    drawing.writeRight("VALUES", in: place.first(Self.values), .columnHead)
    drawing.write("KIND", in: place.inset(left: Self.values + Self.gap), .columnHead)
  }

  func draw(_ key: CountedKey, _ isSelected: Bool, of rows: Int, in row: Rect, on drawing: inout Drawing) {
    var place = row.inset(left: 2)
    drawing.write(key.name, in: place.first(name - 1), isSelected ? .selected : .text)
    marks.mark(key.name, in: place.first(name - 1), on: &drawing)
    place = place.inset(left: name)
    drawing.writeRight(key.memories.grouped, in: place.first(Self.memories))
    place = place.inset(left: Self.memories)
    let share = rows > 0 ? Double(key.memories) / Double(rows) : 0
    if percent > 0 {
      drawing.writeRight(MemoryField.percent(min(1, share)), in: place.first(percent), .faint)
    }
    place = place.inset(left: percent)
    drawing.writeRight(key.values.grouped + (key.isCut ? "+" : ""), in: place.first(Self.values))
    let kind = key.kindText(drawing.context.glyphs)
    drawing.write(kind, in: place.inset(left: Self.values + Self.gap), .faint)
  }
}

extension CountedKey {
  /// `number 0.02 … 1`, `all different`
  func kindText(_ glyphs: Glyphs) -> String {
    let kind =
      switch kind {
      case .number(let from, let to):
        from == to ? "number \(from)" : "number \(from) \(glyphs.ellipsis) \(to)"
      case .numbers: "number"
      case .truth: "true/false"
      case .text: "text"
      case .list: "list"
      case .object: "object"
      case .mixed: "mixed"
      }
    guard isAllDifferent else { return kind }
    if case .number = self.kind { return "\(kind), all different" }
    return "all different"
  }
}

extension BrowserState {
  /// What part of all memories is covered: the whole sentence, and shorter ones for narrow windows.
  func coverage(_ what: String, _ context: DrawingContext) -> [LinkedText] {
    guard counter.lastPage > 0 else {
      return [LinkedText("\(what) 0 memories: nothing is loaded"), LinkedText("\(what) 0 memories")]
    }
    let count = counted(store.facets.rows, "loaded memory")
    guard !showsOldRows else {
      return [
        LinkedText("\(what) \(count) of the previous filter"),
        LinkedText("\(what) \(store.facets.rows.grouped), previous filter"),
      ]
    }
    guard !counter.everythingHasEnded else {
      return [LinkedText("\(what) all \(count)\(countLimit)"), LinkedText("\(what) all \(count)")]
    }
    let failure = categories.contains(where: hasFailed) ? loading.failure : nil
    let keys = context.keys(in: place).rest(after: failure)
    let short = "\(what) \(store.facets.rows.grouped) loaded"
    let rest = failure.map { "page \($0.request.page) failed" } ?? "the service has more"
    let long = LinkedText("\(what) \(count), \(rest)") + keys
    return [
      long + LinkedText(countLimit), long, LinkedText("\(short), more to load") + keys,
      LinkedText(short) + keys, LinkedText("\(short)+"),
    ]
  }

  /// In place of the counts: the sentence is about loaded memories, and there may be none.
  func nothing(_ sentence: String) -> String { store.facets.rows == 0 ? "No memory is loaded." : sentence }

  /// What is not counted of a memory with very many tags or values of `info`.
  private var countLimit: String {
    store.facets.isCut ? ", at most \(Facet.mostTags.grouped) tags and info values each" : ""
  }
}

extension Drawing {
  /// The first of the texts that fits, else the last.
  mutating func writeTitle(_ texts: [LinkedText], in row: Rect, _ role: Theme.Role = .strong) {
    let text = texts.first { context.columns($0.text, limit: row.width + 1) <= row.width } ?? texts.last
    write(text ?? "", in: row, role)
  }
}

extension KeyNames {
  /// How to get the rest: ` (G G loads all)`; after a failure, which stops that, ` (r retries)`.
  func rest(after failure: PageFailure?) -> LinkedText {
    let phrase: KeyPhrase = failure == nil ? "(\(.goLast) \(.goLast) loads all)" : "(\(.refresh) retries)"
    return link(phrase).behind(" ")
  }
}
