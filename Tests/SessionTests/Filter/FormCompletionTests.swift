import BrowserCore
import MemoryModel
import SessionHarness
import Testing

/// Completion in the form: what is offered, what each key takes, and where Tab stops.
@MainActor @Suite struct FormCompletionTests {
  private func opened(_ keys: String) throws -> Session {
    let session = try Session.opened(FilterSample.make())
    session.keys(keys)
    return session
  }

  private func offered(_ session: Session) -> [String] {
    session.state.form?.completion.matches.map(\.text) ?? []
  }

  private func selected(_ session: Session) -> String? { session.state.form?.completion.selected?.text }

  @Test func anEmptyFieldListsTheDocumentedOnesFirst() throws {
    let session = try opened("f")
    #expect(
      offered(session) == [
        "business_type", "biz_id", "scene", "custom_status", "tags", "agent_id", "app_id", "create_time",
        "update_time", "info.code", "info.score", "info.tier", "info.vip",
      ])
    let counts = session.state.form?.completion.matches.map(\.count)
    #expect(counts == [nil, nil, 53, nil, 50, 50, nil, 50, 53, 50, 50, 50, 50])
  }

  @Test func aTypedNameIsMatchedByFrequency() throws {
    let session = try opened("f sc")
    #expect(offered(session) == ["scene", "info.score"])
  }

  /// The service compares a scene as a string: no condition would find the number.
  @Test func aNumberIsNotOfferedForAFieldOfStrings() throws {
    let service = ScriptedService(counts: [.factual: 4]) { _, index in
      #"{"id":"f\#(index)","memory_value":"x","info":{"scene":\#(index < 3 ? "7" : #""Payment""#)}}"#
    }
    let session = try Session.opened(service)
    session.keys("f scene Tab Tab")
    #expect(offered(session) == ["Payment"])
  }

  @Test func tabTakesTheSelectedOneAndMovesOn() throws {
    let session = try opened("f sce Down Tab")
    #expect(session.cells == ["scene equal "])
    #expect(session.cell == "0 operation")
    session.keys("Tab pay Down Tab")
    #expect(session.cells == ["scene equal Payment", " equal "])
    #expect(session.cell == "1 field")
  }

  @Test func enterTakesTheSelectedOneAndStays() throws {
    let session = try opened("f scene Tab Tab pay Down Enter")
    #expect(session.cells == ["scene equal Payment"])
    #expect(session.cell == "0 value")
    #expect(session.requests.count == 1)
  }

  @Test func upBeforeTheFirstClearsTheSelection() throws {
    let session = try opened("f scene Tab Tab Down Down")
    #expect(selected(session) == "Travel")
    session.keys("Up Up")
    #expect(selected(session) == nil)
    #expect(session.cells == ["scene equal "])
  }

  @Test func escapeClearsTheSelectionAndThenLeaves() throws {
    let session = try opened("f scene Tab Tab Down")
    session.keys("Esc")
    #expect(selected(session) == nil && session.state.form != nil)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  // MARK: - The dim suggestion

  @Test(
    arguments: [
      ("f sce", FilterForm.Suggestion.rest("ne")), ("f SCE", .rest("ne")),
      ("f tier", .replacement("info.tier")),
      ("f scene Tab Tab pay", .rest("ment")), ("f scene Tab Tab payment", .replacement("Payment")),
      ("f create_time Tab Tab 3", .rest("0d")), ("f info.code Tab Tab 7", .replacement(#""7""#)),
    ])
  func whatTheArrowTakesIsSuggested(keys: String, suggestion: FilterForm.Suggestion) throws {
    #expect(try opened(keys).state.form?.suggestion == suggestion)
  }

  @Test(
    arguments: [
      "f", "f scene", "f zzz", "f scene Tab", "f scene Tab Tab", "f scene Tab Tab Payment",
      #"f scene Tab Tab "pay"#, "f sce Left", "f sce Down",
    ])
  func nothingElseIsSuggested(keys: String) throws {
    #expect(try opened(keys).state.form?.suggestion == nil)
  }

  @Test(arguments: ["Right", "End End", "Left Right Right", "Home End End"])
  func theArrowTakesTheSuggestion(keys: String) throws {
    let session = try opened("f scene Tab Tab pay \(keys)")
    #expect(session.cells == ["scene equal Payment"])
    #expect(session.cell == "0 value")
  }

  @Test(arguments: ["End", "Left Right", "Home Right", "End Left End", "End Home Right"])
  func otherwiseTheCaretMoves(keys: String) throws {
    #expect(try opened("f scene Tab Tab pay \(keys)").cells == ["scene equal pay"])
  }

  @Test func theSuggestedFieldSetsItsOperator() throws {
    let session = try opened("f crea Right")
    #expect(session.cells == ["create_time greaterOrEqual "])
    session.keys("Ctrl-U tier Right Tab Tab gold Enter")
    #expect(session.sent == #"{"and":[{"info.tier":"gold"}]}"#)
  }

  // MARK: - Names that no loaded memory has

  @Test func anUnseenFieldStopsTabOnce() throws {
    let session = try opened("f sc Tab")
    #expect(session.cell == "0 field")
    #expect(
      session.lastLine.contains(
        #"No loaded memory has a field "sc". Tab again keeps it; ↓ chooses scene, info."#),
      "\(session.lastLine)")
    session.keys("Tab")
    #expect(session.cell == "0 operation")
    session.keys("Shift-Tab Tab")
    #expect(session.cell == "0 operation", "the text is the same")
    session.keys("Shift-Tab x Backspace Tab")
    #expect(session.cell == "0 field", "edited")
  }

  @Test(arguments: ["info.nope", "tier", "nope"]) func itStopsAt(field: String) throws {
    #expect(try opened("f \(field) Tab").cell == "0 field")
  }

  @Test(arguments: ["scene", "business_type", "create_time", "info.tier", #""info.tier""#, "info.vip"])
  func itDoesNotStopAt(field: String) throws {
    #expect(try opened("f \(field) Tab").cell == "0 operation")
  }

  @Test func withoutUnicodeItNamesTheArrowKey() throws {
    let session = try Session.opened(FilterSample.make(), width: 100)
    session.keys("f tier Tab")
    #expect(session.lastLine.contains("↓ chooses info.tier."), "\(session.lastLine)")
    session.ascii = true
    #expect(session.lastLine.contains("Down chooses info.tier."), "\(session.lastLine)")
  }

  @Test func otherKeysDoNotStop() throws {
    let session = try opened("f scene Tab Tab a Tab nope Shift-Tab")
    #expect(session.cell == "0 value")
    session.keys("Tab Ctrl-K Enter")
    #expect(session.sent == #"{"and":[{"scene":"a"}]}"#)
  }

  @Test func withoutRowsTabDoesNotStop() throws {
    let session = try Session.opened(FilterSample.make(facts: 0, preferences: 0))
    session.keys("f nope Tab")
    #expect(session.cell == "0 operation")
  }

  /// The rows are only those of the filter: a name that was seen before it is known.
  @Test func withAnActiveFilterTabAsksAboutNamesThatWereNeverSeen() throws {
    let session = try opened("f scene Tab Tab Payment Enter")
    session.service = FilterSample.payments(3)
    try session.answer()
    session.keys("f Ctrl-N info.tier Tab")
    #expect(session.cell == "1 operation")
    session.keys("Ctrl-N info.nope Tab")
    #expect(session.cell == "2 field")
  }

  /// A self-hosted server compares fields of the record, which no `info` has.
  @Test(arguments: [("status", "0 operation"), ("nope", "0 field")])
  func aSelfHostedServerKnowsFieldsOfTheRecord(field: String, cell: String) throws {
    let session = Session(FilterSample.make(), dialect: .selfHosted(cube: nil))
    session.send(.started)
    try session.answer()
    session.keys("f \(field) Tab")
    #expect(session.cell == cell)
  }

  @Test func aValueThatWasUsedLatelyIsOfferedOnce() throws {
    let session = try opened("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("F")
    try session.answer()
    session.keys("f scene Tab Tab")
    #expect(offered(session) == ["Payment", "Travel", "Work"])
  }

  // MARK: - The operator

  @Test(
    arguments: [("scene", "x"), ("scene", ">"), ("create_time", "x"), ("create_time", ":"), ("tags", "=")])
  func aKeyThatChoosesNoOperatorSaysSo(field: String, key: String) throws {
    let session = try opened("f \(field) Tab \(key)")
    #expect(
      session.lastLine.contains("\"\(key)\" is not an operator for \(field): it takes"), "\(session.lastLine)"
    )
  }

  @Test func withoutAFieldThereIsNoOperatorToChoose() throws {
    let session = try opened("f Tab e")
    #expect(
      session.lastLine.hasPrefix(" Choose a field first; the operators depend on it."), "\(session.lastLine)")
  }

  @Test(arguments: [("info.tier", ">"), ("info.tier", "="), ("create_time", "."), ("tags", "c")])
  func aKeyThatChoosesOrBeginsAnOperatorSaysNothing(field: String, key: String) throws {
    #expect(try !opened("f \(field) Tab \(key)").lastLine.contains("operator"))
  }

  @Test func theOnlyOperatorCannotBeChanged() throws {
    let session = try opened("f scene Tab Down")
    #expect(session.lastLine.contains(#"scene takes only "=""#), "\(session.lastLine)")
  }
}
