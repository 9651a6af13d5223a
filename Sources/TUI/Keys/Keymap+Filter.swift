import BrowserCore
import Canvas

extension Keymap {
  /// The filter: its form, the facets, and what adds to it from elsewhere.
  static let filtering: [Binding] = [
    bind([.list, .memory], [.character("f")], .openFilter, "filter form", hint: "filter", 2),
    bind([.list, .memory], [.character("F")], .clearFilter, "clear the filter; again: bring it back"),
    bind([.list], [.character("+")], .addField, "add a field of this memory to the filter"),
    bind([.memory], [.character("+")], .addField, "add this field to the filter"),
    bind([.list], [.character("i")], .showFacets, "facets: info keys and tags, with counts"),
    bind([.facets], [.character("i")], .showFacets, "close the facets"),
    bind([.facets], [.enter], .accept, "add to the filter and apply it", hint: "filter by it", 1),
    bind([.list], [.character("o")], .showOverview, "overview: months, types, tags, tools as bars"),
    bind([.overview], [.character("o")], .showOverview, "close the overview"),
    bind([.overview], [.enter], .accept, "add to the filter and apply it", hint: "filter by it", 1),
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
    bind([.formOperation], [.character("-")], .removeRow, "remove the row", hint: "remove", 3),
    bind(formCells, [.control("n")], .addRow, "add a row", hint: "add", 5),
    bind(formCells, [.control("k")], .removeRow, "remove the row"),
    bind(formCells, [.control("o")], .flipJunction, "all or any", hint: "all/any", 6),
    bind(formCells, [.control("s")], .saveFilter, "save under a name", hint: "save", 7),
    bind(formCells, [.control("l")], .loadFilter, "load a saved filter", hint: "load", 8),
    bind(formCells, [.control("e")], .editJSON, "edit the JSON in your editor", hint: "JSON", 9),
    bind(formCells, [.control("r")], .restoreForm, "back to the filter in force"),
    bind(formCells, [.escape], .back, "leave; the draft is kept", hint: "leave", 3),
    bind(formCells, [.function(1)], .showHelp, "help", hint: "help", 4),
    bind([.formName], [.enter], .accept, "save", hint: "save", 1),
    bind([.formName, .formChoice], [.escape], .back, "back to the form", hint: "back", 2),
    bind([.formChoice], [.character("q")], .back, "back to the form"),
    bind([.formChoice], [.enter], .accept, "load into the form", hint: "load", 1),
    bind([.formChoice], [.control("k"), .delete], .removeRow, "delete the saved filter", hint: "delete", 3),
    bind([.formChoice], [.character("j"), .down], .moveDown, "next"),
    bind([.formChoice], [.character("k"), .up], .moveUp, "previous"),
  ]

  private static let formCells: Set<Place> = [.form, .formOperation]
  static let formPlaces: Set<Place> = [.form, .formOperation, .formName, .formChoice]
  static let textPlaces: Set<Place> = [.prompt, .search, .palette, .form, .formName, .exportFile]
}
