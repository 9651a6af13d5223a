import MemoryModel

/// What a handler asks for beyond its own part: an effect, a notice, or a request to another part. Only
/// ``BrowserState/update(_:_:)`` carries it out.
enum Outcome {
  case effect(BrowserEffect)
  case note(Notice.Fact)
  /// Carries out a command where it would go if its key was pressed now.
  case perform(BrowserCommand)
  case open(any ScreenHandler)
  case close, openMemory
  case openForm(adding: FilterCondition? = nil)
  case openSources, askForSubject
  /// Moving down loads the next page when few rows follow.
  case move(by: Int, scrolling: Bool = false)
  case goToEnd
  case moveCursor(to: Int)
  /// To the memory above or below; the cursor of the list goes along.
  case stepMemory(by: Int)
  case showPane(Int)
  case sort(RowOrder?)
  case cyclePreview, toggleTimes
  case scrollPreview(by: Int)
  case load(Loading.Purpose)
  /// The next page, where few rows follow the cursor.
  case loadAhead
  case refresh
  /// Esc: the loading and its goal (the previous filter returns), else the export.
  case cancel
  case answer(Question, isYes: Bool)
  case search(String, from: SearchPrompt)
  case stepToMatch(by: Int)
  case searchFurther, endSearch
  /// Esc at the prompt: the search before, and the cursor where it was.
  case leaveSearch(SearchPrompt)
  case restoreSearch(Search?)
  case apply(MemoryFilter?, form: FilterForm? = nil, isRemembered: Bool = false)
  case add(FilterCondition)
  case clearFilter, toggleWatch
  case selectDroppable(Int)
  case keepDraft(FilterForm?)
  case show(Subject)
  case export(ExportOrder, from: ExportForm)
  case remember(RememberedChange)
}
