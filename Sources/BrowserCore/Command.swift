/// What a person can do, whatever key does it. The meaning of a command depends on the ``Place``.
public enum BrowserCommand: Sendable, Hashable {
  case moveDown, moveUp
  case halfPageDown, halfPageUp
  case pageDown, pageUp
  case goFirst, goLast
  /// By the wheel: rows of a list, lines of a text, upwards if negative.
  case scroll(by: Int)
  /// By a click: the row, field or line with this number, counted from 0.
  case select(Int)
  /// A cell of the filter form.
  case selectCell(row: Int, FormRow.Cell)

  case open
  /// Esc: undoes one thing, and in the bare list nothing.
  case back
  /// `q`: like ``back``, and in the bare list it quits.
  case backOrQuit
  case interrupt

  /// The pane with this number on its tab, counted from 1.
  case showPane(Int)
  case nextPane, previousPane

  case cyclePreview
  case scrollPreviewDown, scrollPreviewUp
  case toggleTimes
  /// `/`, and Ctrl-N through pages that are not loaded yet.
  case search, searchFurther
  case nextMatch, previousMatch
  case sortByNextColumn, reverseOrder, serverOrder
  case watch
  case refresh
  case changeUser

  case nextMemory, previousMemory
  case showRaw

  case showHelp, showNotices, showPalette
  case openExport
  /// Of the values of a row: `→` and `←`.
  case chooseNext, choosePrevious
  /// Opens the choice of what to copy.
  case startCopy
  case copy(Copying.Part)
  /// The memory's text in `$PAGER`; its JSON, to read, in `$EDITOR`.
  case openPager, openEditor
  case showSources
  case suspend, redraw

  case openFilter, clearFilter, addField, showValues, showOverview
  case nextCell, previousCell
  case addRow, removeRow, flipJunction, toggleCondition
  case saveFilter, loadFilter, editJSON, restoreForm

  case accept
  /// Tab where something is completed: takes what is selected into the line.
  case complete
  /// To the other of two kinds: a user's id, an agent's id.
  case flip
  case insert(String)
  case deleteBackward, deleteForward, deleteWord, clearText
  case caretLeft, caretRight, caretHome, caretEnd
}
