import BrowserCore
import Canvas

struct Layout {
  let size: Size
  let header: Rect
  let tabs: Rect
  let chips: Rect
  /// What the pane is narrowed by.
  let narrowing: Rect
  let columnHeads: Rect
  let list: Rect
  /// A line above the preview, or a column left of it.
  let rule: Rect
  let preview: Rect
  /// Key, times and confidence of the memory in the preview: on the rule, or the first line beside the list.
  let previewHead: Rect
  let previewText: Rect
  /// The preview's last lines, where the labels stay in place when the selection moves.
  let previewFacts: Rect
  /// Why the pane could not be loaded, above the last line.
  let banner: Rect
  let status: Rect
  let body: Rect
  /// The first lines of the body, which say what is shown.
  var title: Rect { body.first(lines: titleLines) }
  /// The body below its title.
  var text: Rect { body.inset(top: titleLines) }
  private let titleLines: Int

  var sizes: ViewSizes {
    ViewSizes(listRows: list.height, textLines: text.height, previewLines: previewText.height)
  }

  static let smallest = Size(width: 40, height: 10)
  /// With fewer rows than these, the preview is left out.
  private static let leastListRows = 5
  /// With the rule.
  private static let leastPreviewRows = 2
  private static let leastWidthBeside = 70

  init(
    size: Size, preview placement: PreviewPlacement, showsChange: Bool = false, bannerLines: Int,
    hasChips: Bool = false,
    isNarrowed: Bool = false, titleLines: Int = 1
  ) {
    self.size = size
    self.titleLines = titleLines
    let width = size.width
    header = Rect(x: 0, y: 0, width: width, height: 1)
    tabs = Rect(x: 0, y: 1, width: width, height: 1)
    status = Rect(x: 0, y: size.height - 1, width: width, height: 1)
    chips = Rect(x: 0, y: 2, width: width, height: hasChips ? 1 : 0)
    narrowing = Rect(x: 0, y: 2 + chips.height, width: width, height: isNarrowed ? 1 : 0)
    let top = narrowing.y + narrowing.height
    body = Rect(x: 0, y: top, width: width, height: size.height - top - 1)
    columnHeads = Rect(x: 0, y: top, width: width, height: 1)
    banner = Rect(x: 0, y: status.y - bannerLines, width: width, height: bannerLines)

    let start = top + 1
    let rows = banner.y - start
    let facts: Int
    switch placement {
    case .below where rows >= Self.leastListRows + Self.leastPreviewRows:
      // With the rule: 5 of the 20 rows of a window of 80×24, 10 of the 32 of 120×36.
      let lines = max(min(4, rows - Self.leastListRows), (rows - 8) * 5 / 12)
      list = Rect(x: 0, y: start, width: width, height: rows - lines)
      rule = Rect(x: 0, y: list.y + list.height, width: width, height: 1)
      preview = Rect(x: 1, y: rule.y + 1, width: width - 2, height: lines - 1)
      previewHead = rule
      // Where there is little room, what changed is of more use than what did not.
      facts = lines >= 6 ? 3 : lines >= 4 && !showsChange ? 2 : 0
    case .beside where width >= Self.leastWidthBeside:
      let listWidth = width * 11 / 20
      list = Rect(x: 0, y: start, width: listWidth, height: rows)
      rule = Rect(x: listWidth, y: start, width: 1, height: rows)
      preview = Rect(x: listWidth + 2, y: start, width: width - listWidth - 3, height: rows)
      previewHead = preview.line(0)
      facts = rows >= 20 ? 11 : rows >= 14 ? 7 : rows >= 6 ? 2 : 0
    default:
      list = Rect(x: 0, y: start, width: width, height: rows)
      rule = Rect(x: 0, y: start, width: 0, height: 0)
      preview = rule
      previewHead = rule
      facts = 0
    }
    let body = previewHead == rule ? preview : preview.inset(top: 1)
    let lines = max(0, body.height - facts)
    previewText = Rect(x: body.x, y: body.y, width: body.width, height: lines)
    previewFacts = Rect(x: body.x, y: body.y + lines, width: body.width, height: body.height - lines)
  }

  static func isTooSmall(_ size: Size) -> Bool {
    size.width < smallest.width || size.height < smallest.height
  }
}
