import BrowserCore
import Canvas

extension Keymap {
  /// The help, the palette, the hints, `memtui config show` and the tables of the README are made from it.
  public static let standard = Keymap(
    moving + browsing + finding + reading + popups + typing + filtering + reviewing + exporting + comparing
      + editing
      + always)

  private static let moving: [Binding] = [
    bind([.list], [.character("j"), .down], .moveDown, "next row"),
    bind([.list], [.character("k"), .up], .moveUp, "previous row"),
    bind([.memory], [.character("j"), .down], .moveDown, "next field; scrolls a long one"),
    bind([.memory], [.character("k"), .up], .moveUp, "previous field"),
    bind([.raw, .sources, .help, .fields, .notices], [.character("j"), .down], .moveDown, "a line down"),
    bind([.raw, .sources, .help, .fields, .notices], [.character("k"), .up], .moveUp, "a line up"),
    bind(choices, [.character("j"), .down], .moveDown, "next"),
    bind(choices, [.character("k"), .up], .moveUp, "previous"),
    bind(scrolling, [.control("d")], .halfPageDown, "half a page down"),
    bind(scrolling, [.control("u")], .halfPageUp, "half a page up"),
    bind(scrolling, [.character(" "), .pageDown, .control("f")], .pageDown, "a page down"),
    bind(scrolling, [.pageUp, .control("b")], .pageUp, "a page up"),
    bind([.list], [.character("g"), .home], .goFirst, "first row"),
    bind([.list], [.character("G"), .end], .goLast, "last loaded row; twice loads the rest"),
    bind(texts.union(choices), [.character("g"), .home], .goFirst, "beginning"),
    bind(texts.union([.conditions, .differences]), [.character("G"), .end], .goLast, "end"),
    bind([.values, .overview, .review], [.character("G"), .end], .goLast, "end; twice loads the rest"),
  ]

  private static let browsing: [Binding] =
    [
      bind([.list], [.enter], .open, "open the memory", hint: "open", 1),
      bind([.list], [.character("v")], .cyclePreview, "preview below, beside, off"),
      bind([.list], [.control("e")], .scrollPreviewDown, "scroll the preview down"),
      bind([.list], [.control("y")], .scrollPreviewUp, "scroll the preview up"),
      bind([.list, .memory], [.tab, .character("l"), .right], .nextPane, "next pane"),
      bind([.list, .memory], [.backTab, .character("h"), .left], .previousPane, "previous pane"),
      bind([.list, .memory], [.character("t")], .toggleTimes, "times relative or absolute"),
      bind([.list, .memory], [.character("r"), .function(5)], .refresh, "refresh; after a failure: retry"),
      bind([.list, .memory], [.character("u")], .changeUser, "switch user", hint: "user", 8),
    ]
    + (1...9).map { number in
      bind(
        [.list, .memory, .review], [.character(Character("\(number)"))], .showPane(number), "go to pane")
    }

  private static let finding: [Binding] = [
    bind([.list], [.character("/")], .search, "search the loaded rows as you type", hint: "search", 2),
    bind(searchable, [.character("/")], .search, "search in it", hint: "find", 6),
    bind(searchable.union([.list]), [.character("n")], .nextMatch, "next match"),
    bind(searchable.union([.list]), [.character("N")], .previousMatch, "previous match"),
    bind([.list], [.control("n")], .searchFurther, "search further pages"),
    bind([.list], [.character("&")], .narrow, "show only the rows that match; again: all rows"),
    bind([.narrow], [.enter], .accept, "show only these rows", hint: "narrow", 1),
    bind([.narrow], [.escape], .back, "cancel", hint: "cancel", 2),
    bind([.list], [.character("s")], .sortByNextColumn, "sort loaded rows by the next column"),
    bind([.list], [.character("S")], .reverseOrder, "reverse the order"),
    bind([.list], [.character("0")], .serverOrder, "server order"),
    bind([.list, .memory], [.character("w")], .watch, "watch for changes"),
    bind([.search], [.enter], .accept, "keep the search", hint: "keep", 1),
    bind([.search], [.escape], .back, "drop the search; stops loading first", hint: "drop", 2),
    bind([.search], [.control("n")], .searchFurther, "search further pages", hint: "search further", 3),
    bind([.search], [.down], .nextMatch, "next match"),
    bind([.search], [.up], .previousMatch, "previous match"),
  ]

  private static let reading: [Binding] = [
    bind([.memory, .raw], [.character("]")], .nextMemory, "next memory", hint: "next", 3),
    bind([.memory, .raw], [.character("[")], .previousMemory, "previous memory", hint: "previous", 4),
    bind([.memory], [.character("J")], .showRaw, "raw JSON", hint: "raw", 2),
    bind([.raw], [.character("J")], .showRaw, "back to the fields", hint: "fields", 2),
    bind([.list, .memory], [.character("c")], .showSources, "where it came from: the source messages"),
    bind([.sources], [.character("c")], .showSources, "close the sources"),
    bind([.sources], [.character("r"), .function(5)], .refresh, "after a failure: retry"),
    bind([.sources], [.character("t")], .toggleTimes, "times relative or absolute"),
    bind([.memory, .raw], [.character("p")], .openPager, "page the text in $PAGER"),
    bind([.memory, .raw], [.character("E")], .openEditor, "open a read-only copy in $EDITOR"),
  ]

  private static let popups: [Binding] = [
    bind(browsable, [.character("?"), .function(1)], .showHelp, "the keys of this place", hint: "keys", 1),
    bind(
      choices.union([.export, .notices]), [.character("?"), .function(1)], .showHelp,
      "the keys of this place", hint: "keys", 9),
    bind(
      textPlaces.subtracting([.form]).union([.formChoice]), [.function(1)], .showHelp,
      "the keys of this place"),
    bind(browsable, [.character("!")], .showNotices, "notices"),
    bind(browsable, [.character(":")], .showPalette, "command palette"),
    bind([.help], [.character("?")], .back, "close the help"),
    bind([.notices], [.character("!")], .back, "close the notices"),
    bind(browsable, [.character("y")], .startCopy, "copy the text, id, JSON or a curl line", hint: "copy", 6),
    bind([.copy], [.character("y")], .copy(.text), "copy the text", hint: "text", 1),
    bind([.copy], [.character("i")], .copy(.id), "copy the id", hint: "id", 2),
    bind([.copy], [.character("j")], .copy(.json), "copy the JSON", hint: "JSON", 3),
    bind([.copy], [.character("c")], .copy(.curl), "copy a curl line without the key", hint: "curl", 4),
    bind([.copy], [.escape, .character("q")], .back, "leave", hint: "leave", 5),
    bind([.question], [.enter], .accept, "continue", hint: "continue", 1),
    bind([.question], [.escape, .character("q")], .back, "decline", hint: "no", 2),
  ]

  private static let typing: [Binding] = [
    bind([.prompt], [.enter], .accept, "confirm", hint: "confirm", 1),
    bind([.prompt, .palette], [.escape], .back, "cancel", hint: "cancel", 2),
    bind([.prompt], [.down], .moveDown, "next suggestion"),
    bind([.prompt], [.up], .moveUp, "previous suggestion"),
    bind([.prompt], [.tab], .complete, "complete with the suggestion"),
    bind([.list], [.control("o")], .flip, "no memories: read the id as an agent's, or a user's"),
    bind([.prompt], [.control("o")], .flip, "switch between user id and agent id"),
    bind([.palette], [.enter], .accept, "run the selected command", hint: "run", 1),
    bind([.palette], [.down], .moveDown, "next command"),
    bind([.palette], [.up], .moveUp, "previous command"),
    bind([.palette], [.pageDown], .pageDown, "a page down"),
    bind([.palette], [.pageUp], .pageUp, "a page up"),
  ]

  /// Last in the help of a place: everyone knows them.
  private static let editing: [Binding] = [
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
      browsable.union(choices).union([.help, .fields, .notices]), [.escape], .back,
      "back one level; cancels loading"),
    bind([.list], [.character("q")], .backOrQuit, "quit", hint: "quit", 9),
    bind(texts.union(choices), [.character("q")], .backOrQuit, "back one level", hint: "back", 5),
    bind(everywhere, [.control("c")], .interrupt, "quit at once"),
    bind(everywhere, [.control("z")], .suspend, "suspend"),
    bind(everywhere.subtracting(formPlaces), [.control("l")], .redraw, "redraw"),
  ]

  private static let everywhere = Set(Place.allCases)
  private static let browsable: Set<Place> = [.list, .memory, .raw, .sources]
  private static let texts: Set<Place> = [.memory, .raw, .sources, .help, .fields, .notices]
  private static let searchable: Set<Place> = [.memory, .raw, .sources, .values, .help, .fields, .notices]
  private static let choices: Set<Place> = [.values, .overview, .review, .conditions, .differences]
  private static let scrolling = texts.union(choices).union([.list])

  private static func bind(
    _ places: Set<Place>, _ keys: [Key], _ command: BrowserCommand, _ help: String,
    hint: String? = nil, _ rank: Int = 0
  ) -> Binding {
    Binding(
      places: places, keys: keys, command: command, help: help,
      hint: hint.map { Hint(label: $0, rank: rank) })
  }

  /// The filter form, and the commands elsewhere that add to the filter.
  private static let filtering: [Binding] = [
    bind([.list, .memory], [.character("f")], .openFilter, "filter form", hint: "filter", 3),
    bind([.list, .memory], [.character("F")], .clearFilter, "clear the filter; again: restore it"),
    bind([.list], [.character("+")], .addField, "add a field of this memory to the filter"),
    bind([.memory], [.character("+")], .addField, "add this field to the filter"),
    bind(
      [.list], [.character("i")], .showValues, "values: info keys and tags, with counts", hint: "values", 4),
    bind([.values], [.character("i")], .showValues, "close the values"),
    bind([.values], [.enter], .accept, "key: its values; value: filter by it", hint: "filter", 1),
    bind([.values], [.tab, .right, .character("l")], .nextCell, "to the values", hint: "values", 2),
    bind([.values], [.backTab, .left, .character("h")], .previousCell, "to the keys"),
    bind(
      [.list], [.character("o")], .showOverview, "overview: months, types, tags and tools as bars",
      hint: "overview", 5),
    bind([.overview], [.character("o")], .showOverview, "close the overview"),
    bind([.overview], [.enter], .accept, "filter by it", hint: "filter", 1),
    bind([.overview], [.tab], .nextCell, "next group", hint: "next group", 2),
    bind([.overview], [.backTab], .previousCell, "previous group"),
    bind([.overview], [.right, .character("l")], .chooseNext, "next month or bin; next group"),
    bind([.overview], [.left, .character("h")], .choosePrevious, "previous month or bin; previous group"),
    bind([.overview], [.character("s")], .sortByNextColumn, "tools by success or by uses", hint: "sort", 3),
    bind([.conditions], [.enter], .accept, "add to the filter", hint: "add", 1),
    bind(formCells, [.enter], .accept, "apply; takes a selected completion", hint: "apply", 1),
    bind(formCells, [.tab], .nextCell, "next cell; takes a selected completion", hint: "next", 2),
    bind(formCells, [.backTab], .previousCell, "previous cell", hint: nil),
    bind([.form], [.down], .moveDown, "next completion", hint: "choose", 5),
    bind([.form], [.up], .moveUp, "previous completion"),
    bind([.formOperation], [.down], .moveDown, "next operator"),
    bind([.formOperation], [.up], .moveUp, "previous operator"),
    bind([.formOperation], [.left], .previousCell, "previous cell"),
    bind([.formOperation], [.right], .nextCell, "next cell"),
    bind([.formOperation], [.character(" ")], .toggleCondition, "condition off and on", hint: "off", 3),
    bind([.formOperation], [.character("-")], .removeRow, "remove the row", hint: "remove", 3),
    bind(formCells, [.control("n")], .addRow, "add a row", hint: "add", 6),
    bind(formCells, [.control("k")], .removeRow, "remove the row", hint: "remove", 8),
    bind(formCells, [.control("o")], .flipJunction, "all or any"),
    bind(formCells, [.control("s")], .saveFilter, "save under a name", hint: "save", 7),
    bind(formCells, [.control("l")], .loadFilter, "load a saved filter", hint: "load", 9),
    bind(formCells, [.control("e")], .editJSON, "edit the JSON in your editor", hint: "JSON", 10),
    bind(formCells, [.control("r")], .restoreForm, "back to the active filter"),
    bind(formCells, [.escape], .back, "leave; the draft is kept", hint: "leave", 3),
    bind(
      formCells, [.function(1)], .showFields, "fields, operators, values and keys", hint: "help", 4),
    bind([.formOperation], [.character("?")], .showFields, "fields, operators, values and keys"),
    bind(
      [.help], [.function(1)], .showFields, "fields, operators and values of the filter",
      hint: "fields", 1),
    bind([.fields], [.function(1), .character("?")], .back, "close this page"),
    bind([.formName], [.enter], .accept, "save", hint: "save", 1),
    bind([.formName, .formChoice], [.escape], .back, "back to the form", hint: "back", 2),
    bind([.formChoice], [.character("q")], .back, "back to the form"),
    bind([.formChoice], [.enter], .accept, "load into the form", hint: "load", 1),
    bind([.formChoice], [.control("k"), .delete], .removeRow, "delete the saved filter", hint: "delete", 3),
    bind([.formChoice], [.character("j"), .down], .moveDown, "next"),
    bind([.formChoice], [.character("k"), .up], .moveUp, "previous"),
  ]

  private static let reviewing: [Binding] = [
    bind([.list], [.character("x")], .showReview, "review: duplicates and contradictions"),
    bind([.review], [.character("x")], .showReview, "close the review"),
    bind([.review], [.enter], .accept, "open the memory", hint: "open", 1),
    bind([.review], [.character("y")], .copy(.ids), "copy the ids of the group", hint: "copy ids", 2),
    bind([.review], [.tab], .nextCell, "next kind", hint: "next kind", 3),
    bind([.review], [.backTab], .previousCell, "previous kind"),
    bind([.review], [.right, .character("l")], .chooseNext, "next identical memory"),
    bind([.review], [.left, .character("h")], .choosePrevious, "previous identical memory"),
    bind(
      [.values, .overview, .review], [.character("r"), .function(5)], .refresh,
      "refresh; after a failure: retry"),
  ]

  private static let formCells: Set<Place> = [.form, .formOperation]
  private static let formPlaces: Set<Place> = [.form, .formOperation, .formName, .formChoice]
  private static let textPlaces = everywhere.filter(\.takesText)

  private static let exporting: [Binding] = [
    bind([.list], [.character("e")], .openExport, "export to a file", hint: "export", 7),
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

  private static let comparing: [Binding] = [
    bind([.list], [.character("D")], .compareUsers, "compare with another user"),
    bind([.differences], [.enter], .accept, "open the memory", hint: "open", 1),
    bind([.differences], [.character("[")], .previousMemory, "open the memory of the first user"),
    bind([.differences], [.character("]")], .nextMemory, "open the memory of the second user"),
    bind([.differences], [.tab, .right, .character("l")], .nextCell, "next group", hint: "next group", 2),
    bind([.differences], [.backTab, .left, .character("h")], .previousCell, "previous group"),
    bind([.differences], [.control("e")], .scrollPreviewDown, "scroll the memory down"),
    bind([.differences], [.control("y")], .scrollPreviewUp, "scroll the memory up"),
    bind([.differences], [.character("r"), .function(5)], .refresh, "after a failure: retry"),
  ]

  private static let exportRows: Set<Place> = [.export, .exportFile]
}

extension BrowserCommand {
  /// `.pageDown` is `page_down`, `.showPane(3)` is `show_pane_3`, `.copy(.text)` is `copy_text`.
  public var name: String { snakeCase("\(self)") }
}

extension Place {
  public var name: String { snakeCase("\(self)") }
}

/// `copy(BrowserCore.Copying.Part.text)` → `copy_text`. Taken from the case, so that no name can be missing or double.
private func snakeCase(_ description: String) -> String {
  let parts = description.split { "()".contains($0) }.compactMap { $0.split(separator: ".").last }
  var name = ""
  var previous: Character = "_"
  for character in parts.joined(separator: "_") {
    if character.isUppercase, previous.isLowercase { name += "_" }
    name += character.lowercased()
    previous = character
  }
  return name
}
