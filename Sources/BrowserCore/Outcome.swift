import MemoryModel

/// What a handler asks for beyond its own part: an effect, a notice, or a request to another part. Only
/// ``BrowserState/update(_:_:)`` carries it out.
enum Outcome {
  case effect(BrowserEffect)
  case note(Notice.Fact)
  /// Carries out a command where it would go if its key was pressed now.
  case perform(BrowserCommand)

  // Screens
  case open(any ScreenHandler)
  /// The screen on top.
  case close
  case openMemory
  /// With a condition to add, if there is one.
  case openForm(adding: FilterCondition? = nil)
  case openSources
  case askForSubject

  // The list
  /// Moving down loads the next page when few rows follow.
  case move(by: Int, scrolling: Bool = false)
  case goToEnd
  /// To a match: an open memory follows the cursor.
  case moveCursor(to: Int)
  /// To the memory above or below; the cursor of the list goes along.
  case stepMemory(by: Int)
  case showPane(Int)
  case sort(RowOrder?)
  case cyclePreview
  case scrollPreview(by: Int)
  case toggleTimes

  // Loading
  case load(Loading.Purpose)
  /// The next page, where few rows follow the cursor.
  case loadAhead
  case refresh
  /// Esc: the loading and its goal (the previous filter returns), else the export.
  case cancel
  case answer(Question, isYes: Bool)

  // Search
  /// While one types. Without a text the cursor goes back.
  case search(String, from: SearchPrompt)
  case stepToMatch(by: Int)
  case searchFurther
  case endSearch
  /// Esc at the prompt: the search before, and the cursor where it was.
  case leaveSearch(SearchPrompt)
  case restoreSearch(Search?)

  // Filter, user, watch, export, what is remembered
  case apply(MemoryFilter?, form: FilterForm? = nil, isRemembered: Bool = false)
  case add(FilterCondition)
  case clearFilter
  case selectDroppable(Int)
  case keepDraft(FilterForm?)
  case show(Subject)
  case toggleWatch
  case export(ExportOrder)
  case remember(RememberedChange)
}
