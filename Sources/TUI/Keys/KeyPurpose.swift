import BrowserCore

/// What a key is for: the columns of the help.
enum KeyPurpose: Int, CaseIterable {
  case narrow, look, move, copy, type, program

  var title: String {
    switch self {
    case .narrow: "NARROW DOWN"
    case .look: "LOOK"
    case .move: "MOVE"
    case .copy: "COPY, EXPORT"
    case .type: "TYPE"
    case .program: "PROGRAM"
    }
  }

  /// - Parameter place: Enter, for example, applies a filter in the form and writes a file in the export form.
  init(of command: BrowserCommand, in place: Place) {
    self =
      switch command {
      case .openFilter, .clearFilter, .addField, .search, .narrow, .searchFurther, .nextMatch, .previousMatch,
        .sortByNextColumn, .reverseOrder, .serverOrder, .addRow, .removeRow, .flipJunction, .toggleCondition,
        .saveFilter, .loadFilter, .editJSON, .restoreForm:
        .narrow
      case .accept
      where [.form, .formOperation, .formName, .formChoice, .values, .overview, .conditions, .narrow]
        .contains(place):
        .narrow
      case .accept where place == .review || place == .differences: .look
      case .previousMemory where place == .differences, .nextMemory where place == .differences: .look
      case .open, .compareUsers, .showSources, .showValues, .showOverview, .showReview, .cyclePreview,
        .scrollPreviewDown,
        .scrollPreviewUp, .toggleTimes, .showRaw, .openPager, .openEditor:
        .look
      case .moveDown, .moveUp, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .goFirst, .goLast, .showPane,
        .nextPane, .previousPane, .nextMemory, .previousMemory, .nextCell, .previousCell, .chooseNext,
        .choosePrevious:
        .move
      case .startCopy, .copy, .openExport: .copy
      case .flip where place == .list: .program
      case .insert, .deleteBackward, .deleteForward, .deleteWord, .clearText, .caretLeft, .caretRight,
        .caretHome, .caretEnd, .complete, .flip:
        .type
      default: .program
      }
  }
}
