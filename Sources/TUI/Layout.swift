import BrowserCore
import Canvas

struct Layout {
  let size: Size
  let header: Rect
  let tabs: Rect
  let chips: Rect
  let columnHeads: Rect
  let list: Rect
  let rule: Rect
  let preview: Rect
  /// Why the pane could not be loaded, above the last line.
  let banner: Rect
  let status: Rect
  let body: Rect
  /// The body below a free line, which sets text off from the tabs.
  var text: Rect { body.inset(top: 1) }

  var sizes: ViewSizes {
    ViewSizes(listRows: list.height, textLines: text.height, previewLines: preview.height)
  }

  static let smallest = Size(width: 40, height: 10)
  /// With fewer rows than these, the preview is left out.
  private static let leastListRows = 5
  private static let leastPreviewRows = 3
  private static let leastWidthBeside = 70

  init(size: Size, preview placement: PreviewPlacement, bannerLines: Int, hasChips: Bool = false) {
    self.size = size
    let width = size.width
    header = Rect(x: 0, y: 0, width: width, height: 1)
    tabs = Rect(x: 0, y: 1, width: width, height: 1)
    status = Rect(x: 0, y: size.height - 1, width: width, height: 1)
    let top = hasChips ? 3 : 2
    chips = Rect(x: 0, y: 2, width: width, height: hasChips ? 1 : 0)
    body = Rect(x: 0, y: top, width: width, height: size.height - top - 1)
    columnHeads = Rect(x: 0, y: top, width: width, height: 1)
    banner = Rect(x: 0, y: status.y - bannerLines, width: width, height: bannerLines)

    let start = top + 1
    let rows = banner.y - start
    switch placement {
    case .below where rows >= Self.leastListRows + Self.leastPreviewRows + 1:
      let lines = max(Self.leastPreviewRows, rows * 2 / 5)
      list = Rect(x: 0, y: start, width: width, height: rows - lines - 1)
      rule = Rect(x: 0, y: list.y + list.height, width: width, height: 1)
      preview = Rect(x: 1, y: rule.y + 1, width: width - 2, height: lines)
    case .beside where width >= Self.leastWidthBeside:
      let listWidth = width * 11 / 20
      list = Rect(x: 0, y: start, width: listWidth, height: rows)
      rule = Rect(x: listWidth, y: start, width: 1, height: rows)
      preview = Rect(x: listWidth + 2, y: start, width: width - listWidth - 3, height: rows)
    default:
      list = Rect(x: 0, y: start, width: width, height: rows)
      rule = Rect(x: 0, y: start, width: 0, height: 0)
      preview = rule
    }
  }

  static func isTooSmall(_ size: Size) -> Bool {
    size.width < smallest.width || size.height < smallest.height
  }
}
