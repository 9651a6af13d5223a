import BrowserCore
import Canvas

extension Keymap {
  /// The keys of product.md section 3, as far as what they do exists.
  public static let standard = Keymap(moving + browsing + reading + popups + typing + filtering + always)

  private static let moving: [Binding] = [
    bind([.list], [.character("j"), .down], .moveDown, "next row"),
    bind([.list], [.character("k"), .up], .moveUp, "previous row"),
    bind([.memory], [.character("j"), .down], .moveDown, "next field; a long one scrolls"),
    bind([.memory], [.character("k"), .up], .moveUp, "previous field"),
    bind([.raw, .help, .notices], [.character("j"), .down], .moveDown, "a line down"),
    bind([.raw, .help, .notices], [.character("k"), .up], .moveUp, "a line up"),
    bind([.facets, .conditions], [.character("j"), .down], .moveDown, "next"),
    bind([.facets, .conditions], [.character("k"), .up], .moveUp, "previous"),
    bind(scrolling, [.control("d")], .halfPageDown, "half a page down"),
    bind(scrolling, [.control("u")], .halfPageUp, "half a page up"),
    bind(scrolling, [.character(" "), .pageDown], .pageDown, "a page down"),
    bind(scrolling, [.pageUp], .pageUp, "a page up"),
    bind([.list], [.character("g"), .home], .goFirst, "first row"),
    bind([.list], [.character("G"), .end], .goLast, "last loaded row; twice loads the rest"),
    bind(
      [.memory, .raw, .help, .notices, .facets, .conditions], [.character("g"), .home], .goFirst, "beginning"),
    bind([.memory, .raw, .help, .notices, .facets, .conditions], [.character("G"), .end], .goLast, "end"),
  ]

  private static let browsing: [Binding] =
    [
      bind([.list], [.enter], .open, "open the memory", hint: "open", 2),
      bind([.list], [.character("v")], .cyclePreview, "preview below, beside, off"),
      bind([.list], [.control("e")], .scrollPreviewDown, "scroll the preview down"),
      bind([.list], [.control("y")], .scrollPreviewUp, "scroll the preview up"),
      bind([.list, .memory], [.tab, .character("l"), .right], .nextPane, "next pane"),
      bind([.list, .memory], [.backTab, .character("h"), .left], .previousPane, "previous pane"),
      bind([.list, .memory], [.character("t")], .toggleTimes, "times relative or absolute"),
      bind([.list, .memory], [.character("r")], .refresh, "refresh; after a failure: try again"),
      bind([.list, .memory], [.character("u")], .changeUser, "other user", hint: "user", 3),
    ]
    + (1...9).map { number in
      bind(
        [.list, .memory], [.character(Character("\(number)"))], .showPane(number), "pane by its number")
    }

  private static let reading: [Binding] = [
    bind([.memory, .raw], [.character("]")], .nextMemory, "next memory", hint: "next", 3),
    bind([.memory, .raw], [.character("[")], .previousMemory, "previous memory", hint: "previous", 4),
    bind([.memory], [.character("J")], .showRaw, "raw JSON", hint: "raw", 2),
    bind([.raw], [.character("J")], .showRaw, "back to the fields", hint: "fields", 2),
  ]

  private static let popups: [Binding] = [
    bind(browsable, [.character("?")], .showHelp, "help", hint: "help", 1),
    bind(browsable, [.character("!")], .showNotices, "notices"),
    bind([.help], [.character("?")], .back, "close the help"),
    bind([.notices], [.character("!")], .back, "close the notices"),
    bind([.question], [.enter], .accept, "go on", hint: "go on", 1),
    bind([.question], [.escape, .character("q")], .back, "decline", hint: "no", 2),
  ]

  private static let typing: [Binding] = [
    bind([.prompt], [.enter], .accept, "take the text", hint: "take", 1),
    bind([.prompt], [.escape], .back, "leave", hint: "leave", 2),
    bind(textPlaces, [.backspace], .deleteBackward, "delete to the left"),
    bind(textPlaces, [.delete], .deleteForward, "delete to the right"),
    bind(textPlaces, [.control("w")], .deleteWord, "delete a word"),
    bind(textPlaces, [.control("u")], .clearText, "clear"),
    bind(textPlaces, [.left], .caretLeft, "left"),
    bind(textPlaces, [.right], .caretRight, "right"),
    bind(textPlaces, [.home], .caretHome, "beginning"),
    bind(textPlaces, [.end], .caretEnd, "end"),
  ]

  private static let always: [Binding] = [
    bind(
      browsable.union([.help, .notices, .facets, .conditions]), [.escape], .back,
      "back one level; cancels loading"),
    bind([.list], [.character("q")], .backOrQuit, "quit", hint: "quit", 5),
    bind(
      [.memory, .raw, .help, .notices, .facets, .conditions], [.character("q")], .backOrQuit,
      "back one level", hint: "back", 5),
    bind(everywhere, [.control("c")], .interrupt, "quit at once"),
    bind(everywhere, [.control("z")], .suspend, "suspend"),
    bind(everywhere.subtracting(formPlaces), [.control("l")], .redraw, "redraw"),
  ]

  private static let filtering: [Binding] = [
    bind([.list, .memory], [.character("f")], .openFilter, "filter form", hint: "filter", 2),
    bind([.list, .memory], [.character("F")], .clearFilter, "clear the filter; again: bring it back"),
    bind([.list], [.character("+")], .addField, "add a field of this memory to the filter"),
    bind([.memory], [.character("+")], .addField, "add this field to the filter"),
    bind([.list], [.character("i")], .showFacets, "facets: info keys and tags, with counts"),
    bind([.facets], [.character("i")], .showFacets, "close the facets"),
    bind([.facets], [.enter], .accept, "add to the filter and apply it", hint: "filter by it", 1),
    bind([.conditions], [.enter], .accept, "add to the filter", hint: "add", 1),
    bind(formCells, [.enter], .accept, "apply; takes a selected completion", hint: "apply", 1),
    bind(formCells, [.tab], .nextCell, "next cell; takes a selected completion", hint: "next", 2),
    bind(formCells, [.backTab], .previousCell, "previous cell", hint: nil),
    bind([.form], [.down], .moveDown, "next completion"),
    bind([.form], [.up], .moveUp, "previous completion"),
    bind([.formOperation], [.down], .moveDown, "next operator"),
    bind([.formOperation], [.up], .moveUp, "previous operator"),
    bind([.formOperation], [.left], .previousCell, "previous cell"),
    bind([.formOperation], [.right], .nextCell, "next cell"),
    bind([.formOperation], [.character(" ")], .toggleCondition, "condition off and on", hint: "off", 3),
    bind([.formOperation], [.character("-")], .removeRow, "remove the row", hint: "remove", 4),
    bind(formCells, [.control("n")], .addRow, "add a row", hint: "add", 5),
    bind(formCells, [.control("k")], .removeRow, "remove the row"),
    bind(formCells, [.control("o")], .flipJunction, "all or any", hint: "all/any", 6),
    bind(formCells, [.control("s")], .saveFilter, "save under a name", hint: "save", 7),
    bind(formCells, [.control("l")], .loadFilter, "load a saved filter", hint: "load", 8),
    bind(formCells, [.control("e")], .editJSON, "edit the JSON in your editor", hint: "JSON", 9),
    bind(formCells, [.control("r")], .restoreForm, "back to the filter in force"),
    bind(formCells, [.escape], .back, "leave; the draft is kept", hint: "leave", 3),
    bind(formCells, [.function(1)], .showHelp, "help"),
    bind([.formName], [.enter], .accept, "save", hint: "save", 1),
    bind([.formName, .formChoice], [.escape], .back, "back to the form", hint: "back", 2),
    bind([.formChoice], [.character("q")], .back, "back to the form"),
    bind([.formChoice], [.enter], .accept, "load into the form", hint: "load", 1),
    bind([.formChoice], [.control("k"), .delete], .removeRow, "delete the saved filter", hint: "delete", 3),
    bind([.formChoice], [.character("j"), .down], .moveDown, "next"),
    bind([.formChoice], [.character("k"), .up], .moveUp, "previous"),
  ]

  private static let formCells: Set<Place> = [.form, .formOperation]
  private static let formPlaces: Set<Place> = [.form, .formOperation, .formName, .formChoice]
  private static let textPlaces: Set<Place> = [.prompt, .form, .formName]
  private static let everywhere = Set(Place.allCases)
  private static let browsable: Set<Place> = [.list, .memory, .raw]
  private static let scrolling: Set<Place> = [.list, .memory, .raw, .help, .notices, .facets, .conditions]

  private static func bind(
    _ places: Set<Place>, _ keys: [Key], _ command: BrowserCommand, _ words: String,
    hint: String? = nil, _ rank: Int = 0
  ) -> Binding {
    Binding(
      places: places, keys: keys, command: command, words: words,
      hint: hint.map { Hint(words: $0, rank: rank) })
  }
}
