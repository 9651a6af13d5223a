import BrowserCore
import Canvas
import MemoryModel

/// Draws the state, and measures the screen for the next update.
@MainActor public final class BrowserView {
  private let previewCache = TextCache()
  private let bodyCache = TextCache()
  /// What was found last: one key asks for it several times.
  private var paletteCache: (place: Place, text: String, lines: [PaletteLine])?

  public init() {}

  /// What an update of this state needs to know of the screen.
  public func updateContext(
    for state: BrowserState, size: Size, _ context: DrawingContext
  ) -> UpdateContext {
    UpdateContext(now: context.now, sizes: sizes(layout(state, size, context))) { [self] in
      measure($0, size: size, context)
    }
  }

  private func sizes(_ layout: Layout) -> ViewSizes {
    ViewSizes(
      listRows: layout.list.height, textLines: textArea(layout).height, previewLines: layout.preview.height)
  }

  private func measure(_ state: BrowserState, size: Size, _ context: DrawingContext) -> Measurement {
    let layout = layout(state, size, context)
    // None of the closures may hold on to the state: the update that they are made for would copy what it changes.
    let preview = previewText(state, context)
    let overlay = state.overlay
    let dialect = state.options.dialect
    return Measurement(
      sizes: sizes(layout),
      lineCount: lineCount(state, width: layout.body.width, context),
      previewLineCount: { limit in
        preview?.wrapped(width: layout.preview.width).lineCount(limit: limit) ?? 0
      },
      paletteCount: { [self] in paletteLines(overlay, in: dialect, context).count },
      paletteEntry: { [self] index in
        let lines = paletteLines(overlay, in: dialect, context)
        return lines.indices.contains(index) ? lines[index].entry : nil
      })
  }

  private func lineCount(
    _ state: BrowserState, width: Int, _ context: DrawingContext
  ) -> (_ part: Int, _ limit: Int) -> Int {
    switch state.place {
    case .memory:
      guard let reading = state.reading else { break }
      let view = memoryView(state, reading, context)
      return { part, limit in max(1, view.wrapped(part, width).lineCount(limit: limit)) }
    case .raw, .sources, .help, .notices:
      let body = textBody(state, context)
      return { _, limit in body.wrapped(width: width).lineCount(limit: limit) }
    default: break
    }
    return { _, _ in 1 }
  }

  public func draw(_ state: BrowserState, size: Size, _ context: DrawingContext) -> Frame {
    var canvas = Canvas(size: size, width: context.cellWidth)
    guard !Layout.isTooSmall(size) else {
      canvas.write(
        "memtui needs 40x10, this is \(size.width)x\(size.height)", x: 0, y: 0, maxWidth: size.width,
        style: context.theme.text)
      return Frame(canvas: canvas, caret: nil)
    }
    let layout = layout(state, size, context)
    HeaderLine(state: state, context: context).draw(in: layout.header, on: &canvas)
    TabBar(state: state, context: context).draw(in: layout.tabs, on: &canvas)
    ChipLine(state: state, context: context).draw(in: layout.chips, on: &canvas)
    let inBody = drawBody(state, layout, context, &canvas)
    let caret = drawLastLine(state, layout, context, &canvas)
    return Frame(canvas: canvas, caret: caret ?? inBody)
  }

  private func drawBody(
    _ state: BrowserState, _ layout: Layout, _ context: DrawingContext, _ canvas: inout Canvas
  ) -> Frame.Caret? {
    let area = textArea(layout)
    defer { drawStatus(of: state, in: layout, context, &canvas) }
    switch (state.overlay, state.reading) {
    case (.facets(let selected), _):
      FacetsView(state: state, selected: selected, context: context).draw(in: layout.body, on: &canvas)
    case (.overview(let selected), _):
      OverviewView(state: state, selected: selected, context: context).draw(in: layout.body, on: &canvas)
    case (.export(let form), _):
      return ExportFormView(state: state, form: form, context: context).draw(in: layout.body, on: &canvas)
    case (.conditions(let conditions, let selected), _):
      ConditionChoiceView(conditions: conditions, selected: selected, context: context)
        .draw(in: layout.body, on: &canvas)
    case (.help(_, let top), _), (.notices(let top), _):
      textBody(state, context).draw(from: top, in: area, on: &canvas)
    case (.palette(let palette), _):
      PaletteView(
        palette: palette, lines: paletteLines(state.overlay, in: state.options.dialect, context),
        context: context
      ).draw(
        in: area, on: &canvas)
    case (_, _) where state.form != nil:
      guard let form = state.form else { return nil }
      return FilterFormView(state: state, form: form, context: context).draw(in: layout.body, on: &canvas)
    case (_, _) where state.sources != nil:
      textBody(state, context).draw(from: state.sources?.top ?? 0, in: area, on: &canvas)
    case (_, .some(let reading)):
      if let top = reading.rawTop {
        textBody(state, context).draw(from: top, in: area, on: &canvas)
      } else {
        memoryView(state, reading, context).draw(in: area, on: &canvas)
      }
    case (_, nil):
      ListPane(state: state, context: context).draw(in: layout, on: &canvas)
      PreviewPane(state: state, text: previewText(state, context), context: context).draw(
        in: layout, on: &canvas)
      FailureBanner(state: state, context: context).draw(in: layout.banner, on: &canvas)
    }
    return nil
  }

  /// In the free line above an open memory: that it changed, or is gone.
  private func drawStatus(
    of state: BrowserState, in layout: Layout, _ context: DrawingContext, _ canvas: inout Canvas
  ) {
    let words: String? =
      switch state.place {
      case .memory, .raw: state.reading?.status.words
      case .sources: state.sources?.statusWords
      default: nil
      }
    guard let words else { return }
    canvas.write(
      words, x: 1, y: layout.body.y, maxWidth: layout.body.width - 2, style: context.theme.notice)
  }

  private func drawLastLine(
    _ state: BrowserState, _ layout: Layout, _ context: DrawingContext, _ canvas: inout Canvas
  ) -> Frame.Caret? {
    switch state.overlay {
    case .prompt(let prompt):
      CompletionView(list: prompt.completion, context: context).draw(
        above: layout.status, below: layout.tabs, on: &canvas)
      return PromptLine(prompt: prompt, offersAgents: state.options.dialect.knowsAgents, context: context)
        .draw(in: layout.status, on: &canvas)
    case .palette(let palette):
      return NameLine(label: ":", line: palette.line, context: context).draw(in: layout.status, on: &canvas)
    case .question(.loadMore(let calls)):
      canvas.write(
        "\(calls) calls were made\(moreWords(state)). Go on? Enter: yes  Esc: no", x: 1, y: layout.status.y,
        maxWidth: layout.status.width - 2, style: context.theme.notice)
      return nil
    case .question(.replaceFile(let order)):
      canvas.write(
        "Replace it? Enter: yes  Esc: no \(context.glyphs.dot) \(order.path) is there already", x: 1,
        y: layout.status.y,
        maxWidth: layout.status.width - 2, style: context.theme.notice, markStyle: context.theme.mark)
      return nil
    case nil where state.form?.panel?.name != nil:
      guard let line = state.form?.panel?.name else { return nil }
      return NameLine(label: "Save filter as: ", line: line, context: context)
        .draw(in: layout.status, on: &canvas)
    case nil where state.place == .search:
      return SearchLine(state: state, context: context).draw(in: layout.status, on: &canvas)
    case .copy:
      CopyLine(context: context).draw(in: layout.status, on: &canvas)
      return nil
    default:
      StatusLine(state: state, context: context).draw(in: layout.status, on: &canvas)
      return nil
    }
  }

  func layout(_ state: BrowserState, _ size: Size, _ context: DrawingContext) -> Layout {
    let usable = Size(
      width: max(size.width, Layout.smallest.width), height: max(size.height, Layout.smallest.height))
    let banner = FailureBanner(state: state, context: context).lines(width: usable.width)
    return Layout(size: usable, preview: state.preview, bannerLines: banner, hasChips: state.filter != nil)
  }

  /// A free line above text sets it off from the tabs.
  func textArea(_ layout: Layout) -> Rect {
    Rect(x: 0, y: layout.body.y + 1, width: layout.body.width, height: layout.body.height - 1)
  }

  /// `nil` where there is no memory to show.
  private func previewText(_ state: BrowserState, _ context: DrawingContext) -> PreviewText? {
    guard state.preview != .off, let memory = state.selectedMemory else { return nil }
    return PreviewText(
      memory: memory, swapsTimes: state.swapsTimes, context: context, cache: previewCache)
  }

  func memoryView(
    _ state: BrowserState, _ reading: Reading, _ context: DrawingContext
  ) -> MemoryView {
    MemoryView(
      reading: reading, swapsTimes: state.swapsTimes, pattern: state.search?.pattern, context: context,
      cache: bodyCache)
  }

  func paletteLines(
    _ overlay: Overlay?, in dialect: Dialect, _ context: DrawingContext
  ) -> [PaletteLine] {
    guard case .palette(let palette) = overlay else { return [] }
    let text = palette.line.text
    if let found = paletteCache, found.place == palette.place, found.text == text { return found.lines }
    let lines = PaletteLines(
      keymap: context.keymap, place: palette.place, glyphs: context.glyphs, dialect: dialect
    ).found(text)
    paletteCache = (palette.place, text, lines)
    return lines
  }

  private func textBody(_ state: BrowserState, _ context: DrawingContext) -> TextBody {
    TextBody(state: state, context: context, cache: bodyCache)
  }
}

extension BrowserView {
  /// How many calls the rest takes, where the service says how many rows there are.
  fileprivate func moreWords(_ state: BrowserState) -> String {
    guard let category = state.loadingRest?.category, let more = state.counter.pagesToGo(in: category) else {
      return " and more rows follow"
    }
    return ", and \(more) more \(more == 1 ? "follows" : "follow")"
  }
}

/// One picture of the screen.
public struct Frame: Sendable {
  public struct Caret: Sendable, Hashable {
    public var x: Int
    public var y: Int
  }

  public var canvas: Canvas
  /// Where text is typed; `nil` hides the terminal's cursor.
  public var caret: Caret?
}
