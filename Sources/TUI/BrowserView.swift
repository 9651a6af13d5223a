import BrowserCore
import Canvas
import MemoryModel

@MainActor public final class BrowserView {
  private let previewCache = PreviewCache()
  private let textCache = TextCache()
  private let rowDetails = RowDetailsCache()
  private let keyMeanings = KeyMeanings()
  private let sharedWords = LastValue<SharedWords.Origin, (memory: SharedWords, both: SharedWords)>()
  private let differenceDetails = LastValue<DifferenceDetail.Origin, DifferenceDetail>()
  private let exportSamples = LastValue<ExportSample, [UInt8]>()
  /// One key asks for them several times.
  private let paletteSearches = LastValue<PaletteQuery, [PaletteMatch]>()

  public init() {}

  public func updateContext(for state: BrowserState, size: Size, _ context: DrawingContext) -> UpdateContext {
    UpdateContext(now: context.now, sizes: layout(state, size, context).sizes) { [self] in
      measure($0, size: size, context)
    }
  }

  private func measure(_ state: BrowserState, size: Size, _ context: DrawingContext) -> Measurement {
    let layout = layout(state, size, context)
    // None of the closures may hold on to the state: the update that they are made for would copy what it changes.
    let preview = PreviewText(state, context, previewCache)
    let palette = state.screens.find(CommandPalette.self)
    let query = palette.map { PaletteQuery($0, state) }
    let pattern = state.search.pattern
    let screen = screen(state, context)
    return Measurement(
      sizes: layout.sizes, lineCount: screen.lineCounter(in: layout),
      previewLineCount: { limit in
        preview?.wrapped(in: layout.previewText).wrapped.lineCount(limit: limit) ?? 0
      },
      previewMatchLine: {
        guard let pattern, let wrapped = preview?.wrapped(in: layout.previewText).wrapped else { return nil }
        return pattern.ranges(in: wrapped.text, limit: 1).first.map { wrapped.line(at: $0.lowerBound) }
      },
      matches: screen.matchFinder(in: layout),
      paletteCount: { [self] in paletteMatches(query, context).count },
      paletteEntry: { [self] index in
        let matches = paletteMatches(query, context)
        return matches.indices.contains(index) ? matches[index].entry : nil
      })
  }

  public func draw(_ state: BrowserState, size: Size, _ context: DrawingContext) -> Frame {
    let drawing = drawn(state, size, context)
    return Frame(canvas: drawing.canvas, caret: drawing.caret)
  }

  private func drawn(_ state: BrowserState, _ size: Size, _ context: DrawingContext) -> Drawing {
    var drawing = Drawing(size: size, context)
    if Layout.isTooSmall(size) {
      let whole = Rect(x: 0, y: 0, width: size.width, height: size.height)
      let size = "\(size.width)x\(size.height)"
      let sentences = [
        "memtui needs 40x10, this is \(size)", "memtui needs 40x10, not \(size)", "memtui needs 40x10",
      ]
      drawing.writeTitle((sentences + ["memtui"]).map { LinkedText($0) }, in: whole)
    } else {
      let layout = layout(state, size, context)
      HeaderLine(state: state, context: context).draw(in: layout.header, on: &drawing)
      TabBar(state: state, context: context).draw(in: layout.tabs, on: &drawing)
      ChipLine(state: state, context: context).draw(in: layout.chips, on: &drawing)
      NarrowingLabel(state: state, context: context).draw(in: layout.narrowing, on: &drawing)
      let screen = screen(state, context)
      if screen.scrolls { drawing.onWheelScroll(in: layout.body) }
      screen.draw(in: layout, on: &drawing)
      if state.place.asksInLastLine { drawing.mouse.removeAll() }
      drawLastLine(state, layout, on: &drawing)
    }
    return drawing
  }

  func screen(_ state: BrowserState, _ context: DrawingContext) -> any ScreenView {
    let screen: (any ScreenView)? =
      switch state.screens.bodyPlace {
      case .memory:
        state.reading.map {
          MemoryScreen(
            reading: $0, place: state.placeOfReading, swapsTimes: state.list.swapsTimes,
            marks: MatchMarks($0.inside?.pattern ?? state.search.pattern), context: context, cache: textCache)
        }
      case .raw: TextScreen.raw(state, context, textCache)?.searching(state.screens.inside)
      case .sources:
        state.sources.map {
          SourcesScreen(
            sources: $0, status: $0.statusLabel(context.keys(in: .sources)), inside: state.screens.inside,
            relativeTimes: state.list.swapsTimes, context: context, cache: textCache, words: sharedWords)
        }
      case .help: TextScreen.help(state, context, textCache)?.searching(state.screens.inside)
      case .fields: TextScreen.fields(state, context, textCache)?.searching(state.screens.inside)
      case .notices: TextScreen.notices(state, context, textCache)?.searching(state.screens.inside)
      case .values: state.screens.find(ValuesState.self).map { ValuesScreen(state: state, values: $0) }
      case .overview:
        state.screens.find(OverviewState.self).map {
          OverviewScreen(state: state, overview: $0, context: context)
        }
      case .review:
        state.screens.find(ReviewState.self).map {
          ReviewScreen(state: state, review: $0, context: context)
        }
      case .differences:
        state.differences.map {
          DifferencesScreen(
            state: state, differences: $0, details: rowDetails, cache: differenceDetails, context: context)
        }
      case .conditions: state.screens.find(ConditionChoice.self).map { ConditionsScreen(choice: $0) }
      case .export, .exportFile:
        state.screens.find(ExportForm.self).map {
          ExportScreen(state: state, form: $0, samples: exportSamples)
        }
      case .palette:
        state.screens.find(CommandPalette.self).map {
          PaletteScreen(palette: $0, matches: paletteMatches(PaletteQuery($0, state), context))
        }
      case .form, .formOperation, .formName, .formChoice:
        state.form.map {
          FilterFormScreen(
            state: state, form: $0, details: rowDetails, meanings: keyMeanings, context: context)
        }
      case .list, .prompt, .search, .narrow, .question, .copy: nil
      }
    return screen
      ?? ListScreen(
        state: state, preview: PreviewText(state, context, previewCache), details: rowDetails,
        context: context)
  }

  private func drawLastLine(_ state: BrowserState, _ layout: Layout, on drawing: inout Drawing) {
    let row = layout.status
    switch state.place {
    case .prompt:
      guard let prompt = state.screens.find(TextPrompt.self) else { return }
      PromptLine(
        prompt: prompt, offersAgents: state.options.dialect.knowsAgents,
        refusal: state.refusal(drawing.context)
      ).draw(in: layout, on: &drawing)
    case .palette:
      guard let line = state.screens.find(CommandPalette.self)?.line else { return }
      InputLine(label: ":", line: line, problem: state.refusal(drawing.context)).draw(in: row, on: &drawing)
    case .formName:
      guard let name = state.form?.panel?.name else { return }
      let keys = drawing.context.keys(in: .formName)
      InputLine(
        label: "Save filter as: ", line: name, problem: state.refusal(drawing.context),
        advice: [keys.link("\(.accept) to save"), keys.link("\(.back) to cancel")]
      ).draw(in: row, on: &drawing)
    case .narrow: NarrowLine(state: state, context: drawing.context).draw(in: row, on: &drawing)
    case .search: SearchLine(state: state, context: drawing.context).draw(in: row, on: &drawing)
    case .question: QuestionLine(state: state).draw(in: row, on: &drawing)
    case .copy: CopyLine(refusal: state.refusal(drawing.context)).draw(in: row, on: &drawing)
    default: StatusLine(state: state, context: drawing.context).draw(in: row, on: &drawing)
    }
  }

  func layout(_ state: BrowserState, _ size: Size, _ context: DrawingContext) -> Layout {
    let usable = Size(
      width: max(size.width, Layout.smallest.width), height: max(size.height, Layout.smallest.height))
    let banner = FailureBanner(state: state, context: context).lines(width: usable.width)
    let hasChanged = state.selectedMemory.map { state.earlierRecord(of: $0) != nil } ?? false
    return Layout(
      size: usable, preview: state.list.preview, showsChange: hasChanged, bannerLines: banner,
      hasChips: state.filter.active != nil,
      isNarrowed: state.list.narrowing != nil && state.screens.bodyPlace == .list,
      titleLines: state.screens.bodyPlace.titleLines(height: usable.height))
  }

  private func paletteMatches(_ query: PaletteQuery?, _ context: DrawingContext) -> [PaletteMatch] {
    guard let query else { return [] }
    return paletteSearches.value(for: query) {
      PaletteSearch(
        keymap: context.keymap, place: query.place, glyphs: context.glyphs, dialect: query.dialect,
        remembered: query.remembered, subject: query.subject, infoKeys: query.infoKeys
      ).matches(query.text)
    }
  }
}

/// What the lines of the palette depend on.
private struct PaletteQuery: Equatable {
  let place: Place
  let text: String
  let dialect: Dialect
  let remembered: Remembered
  let subject: Subject?
  /// Names of record fields that loaded memories have in `info`, too.
  let infoKeys: [String]

  init(_ palette: CommandPalette, _ state: BrowserState) {
    place = palette.origin
    text = palette.line.text
    dialect = state.options.dialect
    remembered = state.history.remembered
    subject = state.subject
    infoKeys = RecordField.allCases.map(\.name).filter { state.hasInfoKey($0) }
  }
}

extension BrowserState {
  /// `Ctrl-F does nothing here.`, `Type a name.`, for last lines that show no other notices.
  func refusal(_ context: DrawingContext) -> String? {
    notice.flatMap { $0.isPassing ? $0.sentence(context.keys(in: place)) : nil }
  }
}

typealias LineCounter = (_ part: Int, _ limit: Int) -> Int
typealias MatchFinder = (_ pattern: SearchPattern, _ everywhere: Bool) -> [TextMatch]

@MainActor protocol ScreenView {
  func draw(in layout: Layout, on drawing: inout Drawing)
  /// Counts the wrapped lines of a part of its text, up to a limit. Must not hold on to the state.
  func lineCounter(in layout: Layout) -> LineCounter
  /// Must not hold on to the state either.
  func matchFinder(in layout: Layout) -> MatchFinder
  /// The wheel scrolls it wherever it is over the body and no part of the screen takes it for itself.
  var scrolls: Bool { get }
}

extension ScreenView {
  func lineCounter(in layout: Layout) -> LineCounter { { _, _ in 1 } }
  func matchFinder(in layout: Layout) -> MatchFinder { { _, _ in [] } }
  var scrolls: Bool { true }
}

extension Place {
  func titleLines(height: Int) -> Int {
    switch self {
    case .memory: MemoryTitle.lines(height: height)
    case .values, .differences: 2
    case .sources: SourcesScreen.titleLines(height: height)
    default: 1
    }
  }

  /// The panes and the active filter, which are above every screen, take keys and clicks.
  var isBrowsed: Bool { self == .list || self == .memory }

  /// The screen above stays in view, and the mouse does nothing there.
  var asksInLastLine: Bool {
    switch self {
    case .prompt, .search, .narrow, .question, .copy, .formName: true
    default: false
    }
  }
}

extension BrowserView {
  public func commands(
    for key: Key, in state: BrowserState, size: Size, _ context: DrawingContext
  ) -> [BrowserCommand] {
    guard case .mouse(let report) = key else {
      let command = context.keymap.command(for: key, in: state.place)
        .flatMap { state.place == .list && state.meansNothing($0) ? nil : $0 }
      return [command ?? .unboundKey(key: key.name)]
    }
    return mousePlaces(in: state, size: size, context).commands(for: report, in: state.place, context.keymap)
  }

  func mousePlaces(in state: BrowserState, size: Size, _ context: DrawingContext) -> MousePlaces {
    drawn(state, size, context).mouse
  }
}
