import MemoryModel

/// What a person can do, whatever key does it. The meaning of a command depends on the ``Place``.
public enum BrowserCommand: Sendable, Hashable {
  case moveDown, moveUp, halfPageDown, halfPageUp, pageDown, pageUp, goFirst, goLast
  /// By the mouse wheel: rows of a list or lines of a text, upwards if negative.
  case scroll(by: Int)
  /// By a click: the row, field or line with this number, counted from 0.
  case select(Int)
  case selectCell(row: Int, FormRow.Cell)
  /// In the left and the right column of the values.
  case selectKey(Int)
  case selectValue(Int)
  /// A column heading: again reverses the order. nil is a column that no list is sorted by.
  case sortBy(SortColumn?)
  /// A condition of the active filter, in the form.
  case editCondition(Int)
  /// For the condition with the cursor.
  case selectOperation(FilterOperation)
  /// A memory that the form lists as a match.
  case openMatch(Int)
  /// A value in a row of the export form.
  case choose(row: Int, Int)
  case showSubject(Subject)
  case open
  /// Esc: undoes one thing, and in the bare list nothing.
  case back
  /// `q`: like ``back``, and in the bare list it quits.
  case backOrQuit
  case interrupt
  /// The pane with this number on its tab, counted from 1.
  case showPane(Int)
  case nextPane, previousPane, cyclePreview, scrollPreviewDown, scrollPreviewUp, toggleTimes
  /// `/`, and Ctrl-N through pages that are not loaded yet.
  case search, searchFurther
  /// `&`: only the rows that match, and all again.
  case narrow
  case nextMatch, previousMatch, sortByNextColumn, reverseOrder, serverOrder, watch, refresh, changeUser
  case nextMemory, previousMemory, showRaw, showHelp, showFields, showNotices, showPalette, openExport
  /// `→` and `←`: the values of a row.
  case chooseNext, choosePrevious
  case startCopy
  case copy(Copying.Part)
  /// The memory's text in `$PAGER`; its JSON, to read, in `$EDITOR`.
  case openPager, openEditor
  case showSources, suspend, redraw
  /// `D`: asks for another user, and shows what differs.
  case compareUsers
  case openFilter, clearFilter, addField, showValues, showOverview, showReview, nextCell, previousCell
  case addRow, removeRow, flipJunction, toggleCondition, saveFilter, loadFilter, editJSON, restoreForm, accept
  /// Tab where something is completed: takes what is selected into the line.
  case complete
  /// Switches between typing a user id and an agent id.
  case flip
  case insert(String)
  /// A key that is bound to nothing where it was pressed.
  case unboundKey(key: String)
  case deleteBackward, deleteForward, deleteWord, clearText, caretLeft, caretRight, caretHome, caretEnd
}

public enum Place: Sendable, Hashable, CaseIterable {
  case list, memory, raw, form, formOperation, formName, formChoice, values, overview, review, conditions
  case differences
  case sources, help, fields, notices, prompt, search, narrow, palette, question
  /// A row of the export form in which one chooses, and the one in which the file's name is typed.
  case export, exportFile
  case copy

  /// Every printable key is text here, Space and `-` and `q` included.
  public var takesText: Bool {
    [.prompt, .search, .narrow, .palette, .form, .formName, .exportFile].contains(self)
  }

  /// A printable key that is bound to nothing chooses here: `>` the operator.
  public var choosesByTyping: Bool { self == .formOperation }
}
