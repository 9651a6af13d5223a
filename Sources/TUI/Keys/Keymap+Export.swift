import BrowserCore
import Canvas

extension Keymap {
  static let exporting: [Binding] = [
    bind([.list], [.character("e")], .openExport, "export to a file"),
    bind(exportRows, [.enter], .accept, "write the file", hint: "write", 1),
    bind(exportRows, [.escape], .back, "leave", hint: "leave", 4),
    bind([.export], [.character("q")], .back, "leave"),
    bind(exportRows, [.tab, .down], .nextCell, "next row", hint: "next row", 2),
    bind(exportRows, [.backTab, .up], .previousCell, "previous row"),
    bind([.export], [.character("j")], .nextCell, "next row"),
    bind([.export], [.character("k")], .previousCell, "previous row"),
    bind(
      [.export], [.right, .character("l"), .character(" ")], .chooseNext, "next value", hint: "choose", 3),
    bind([.export], [.left, .character("h")], .choosePrevious, "previous value"),
  ]

  static let exportRows: Set<Place> = [.export, .exportFile]
}
