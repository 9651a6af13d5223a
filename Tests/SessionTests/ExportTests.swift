import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

@testable import BrowserCore

/// `e`: the form, the order that it sends, and the notices about it.
@MainActor @Suite struct ExportTests {
  private func session(width: Int = 80, height: Int = 24) throws -> Session {
    try Session.opened(
      ScriptedService(counts: [.factual: 70, .preference: 12, .tool: 3]), width: width, height: height)
  }

  @Test func theFormFitsTheSmallestWindow() throws {
    let session = try session(width: 40, height: 10)
    session.keys("e")
    #expect(
      session.lines[2...].joined(separator: "\n") == """
         Export
        ▌panes    [this (Facts)]  all
         rows     [loaded]  everything
         format   [NDJSON]  JSON   CSV   Markd…
         file     memories.ndjson

         Writes the loaded rows; makes no call.
                 Enter write  Esc leave  ? keys
        """)
  }

  /// With the filter's line there is no row for the note.
  @Test func withAFilterTheSmallestWindowShowsTheKeysAlone() throws {
    let session = try Session.opened(FilterSample.make(), width: 40, height: 10)
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("e")
    #expect(session.lastLine == "         Enter write  Esc leave  ? keys", "\(session.screen)")
  }

  @Test func theFormShowsThePathTheCallsAndTheFirstLines() throws {
    let service = ScriptedService(counts: [.factual: 70, .preference: 12, .tool: 3])
    let session = Session(service, width: 100) { $0.fullPath = { "/home/ann/" + $0 } }
    session.send(.started)
    try session.answer()
    session.keys("e")
    #expect(session.shows("Full path: /home/ann/memories.ndjson"), "\(session.screen)")
    #expect(session.shows(#"{"category":"factual","memory":{"id":"factual-0","memory_value":"text 0"}}"#))
    session.keys("Down Right")
    #expect(session.shows("Reads all pages from the first: at least 2 calls, in the background."))
    session.keys("Down Right Right")
    #expect(session.shows("Full path: /home/ann/memories.csv") && session.shows("category,id,"))
    session.keys("Esc G")
    try session.answer()
    session.keys("e Down Right Up Right")
    #expect(session.shows("Reads all pages from the first: 2 calls, in the background."), "\(session.screen)")
  }

  @Test(arguments: [true, false]) func nothingLoadedIsNotExported(hasUser: Bool) throws {
    let session = Session(
      ScriptedService(counts: [.preference: 3]), subject: hasUser ? .user("memos_user_123") : nil)
    session.send(.started)
    try session.answer()
    if !hasUser { session.keys("Esc") }
    session.keys("e Enter")
    #expect(
      session.lastLine.hasPrefix(" There is nothing to export: no memory is loaded."), "\(session.screen)")
    #expect(session.orders.isEmpty)
    guard hasUser else { return }
    session.keys("Right Enter")
    #expect(session.orders.count == 1, "the other panes have rows")
  }

  @Test func eAndEnterWriteTheLoadedRowsOfThePane() throws {
    let session = try session()
    session.keys("e Enter")
    #expect(session.state.place == .list)
    #expect(
      session.orders == [
        ExportOrder(
          subject: .user("memos_user_123"), pageSize: 50, category: .factual, reach: .loaded, format: .ndjson,
          path: "memories.ndjson")
      ])
    let order = try #require(session.orders.first)
    #expect(session.state.list.memories(for: order).map(\.id.text) == (0..<50).map { "factual-\($0)" })
    #expect(session.lastLine.contains("exporting · 0 rows"))
    session.send(.exportEnded(.written(rows: 50)))
    #expect(session.lastLine.contains("Wrote 50 memories to memories.ndjson."))
    #expect(!session.state.isBusy)
    // No call was made.
    #expect(session.requests.count == 1)
  }

  @Test func rowsDroppedFromMemoryAreReported() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 500, .preference: 12]))
    for _ in 0..<8 {
      session.keys("G")
      try session.answer()
    }
    session.send(.measured(residentBytes: 1 << 30))
    session.keys("G")
    try session.answer()
    let here = session.state.store[.factual].countInMemory
    #expect(here < 500)
    session.keys("e")
    #expect(session.screen.contains("Without \(500 - here) loaded rows that were dropped from memory"))
    session.keys("Down Right")
    #expect(session.shows("Reads all pages from the first: "))
    session.keys("Left Enter")
    session.send(.exportEnded(.written(rows: here)))
    #expect(
      session.lastLine.contains(
        "Wrote \(here) memories to memories.ndjson, without \(500 - here) loaded rows"))
  }

  @Test func allPanesCanBeExportedAsCSV() throws {
    let session = try session()
    session.keys("e Right Down Space Tab Left Left")
    #expect(session.screen.contains("panes     this (Facts)  [all]"))
    #expect(session.screen.contains("rows      loaded  [everything]"))
    #expect(session.screen.contains("[CSV]"))
    #expect(session.screen.contains("memories.csv"))
    #expect(session.shows("Reads all pages from the first: "))
    session.keys("Tab")
    // Every printable key is typed as text here.
    session.keys("Ctrl-U")
    session.type("q j.x")
    session.keys("Enter")
    let order = try #require(session.orders.first)
    #expect(order.category == nil && order.reach == .everything && order.format == .csv)
    #expect(order.path == "q j.x")
    #expect(session.state.list.memories(for: order).count == 65)
  }

  @Test func aFileNameIsRequired() throws {
    let session = try session()
    session.keys("e Up Ctrl-U Enter")
    #expect(session.screen.contains("Type a file name."))
    #expect(session.orders.isEmpty)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func itsCallsAreCountedWhileBrowsingContinues() throws {
    let session = try session()
    session.keys("e Down Right Enter")
    session.send(.exportReported(.sent))
    session.send(.exportReported(.answered(milliseconds: 40)))
    session.send(.exportProgressed(ExportProgress(rows: 50, pages: 1, expectedPages: 2)))
    #expect(session.state.loading.calls == 2)
    #expect(session.lastLine.contains("exporting · 50 rows · 1 of 2 pages · Esc stops"))
    session.send(
      .exportReported(
        .retrying(ServiceError(.status(503, message: nil)), seconds: 0.5, attempt: 1, of: 3)))
    #expect(session.lastLine.contains("export: HTTP 503 · retrying in 0.5 s (1 of 3)"))
    session.keys("j")
    #expect(session.state.pane.cursor == 1)
    // One export at a time.
    session.keys("e")
    #expect(session.lastLine.contains("An export is already running"))
    #expect(session.state.place == .list)
  }

  @Test func escStopsTheExport() throws {
    let session = try session()
    session.keys("e Down Right Enter")
    session.send(.exportProgressed(ExportProgress(rows: 50, pages: 1, expectedPages: nil)))
    session.keys("Esc")
    #expect(session.stoppedExports == 1)
    #expect(
      session.lastLine.contains("The export was stopped after 50 memories; memories.ndjson was not written."))
    session.keys("Esc")
    #expect(session.stoppedExports == 1)
  }

  @Test func anotherFileIsReplacedOnlyAfterAQuestion() throws {
    let session = try session()
    session.keys("e Enter")
    session.send(.exportEnded(.fileExists))
    #expect(session.lastLine.contains("Replace it? Enter yes, Esc no · memories.ndjson already exists"))
    session.keys("Esc")
    #expect(session.orders.map(\.replaces) == [false])
    session.keys("e Enter")
    session.send(.exportEnded(.fileExists))
    session.keys("Enter")
    #expect(session.orders.map(\.replaces) == [false, false, true])
    session.send(.exportEnded(.notWritten("Permission denied")))
    #expect(session.lastLine.contains("memories.ndjson was not written (Permission denied)."))
  }

  @Test func theFormComesBackAsItWasLeftUntilAFileIsWritten() throws {
    let session = try session()
    session.keys("e Right Down Right Up Up Ctrl-U /no/x Enter")
    session.send(.exportEnded(.notWritten("No such file or directory")))
    session.keys("e")
    #expect(
      session.shows("this (Facts)  [all]") && session.shows("loaded  [everything]"), "\(session.screen)")
    #expect(session.shows("/no/x"))
    #expect(session.shows("▌panes "), "the cursor is on the first row again")
    session.keys("Enter")
    session.send(.exportEnded(.written(rows: 50)))
    session.keys("e")
    #expect(session.shows("[this (Facts)]") && !session.shows("/no/x"), "\(session.screen)")
  }

  @Test func anotherFormatLeavesAnExtensionThatWasTyped() throws {
    let session = try session()
    session.keys("e Up Ctrl-U x.txt Up Right Enter")
    #expect(session.orders.map(\.format) == [.json])
    #expect(session.orders.map(\.path) == ["x.txt"])
  }

  @Test func rowsThatAreShownCanOnlyBeChosenWhereAPaneIsNarrowed() throws {
    let session = try session()
    session.keys("& Space 1 Enter e Down Left Enter")
    #expect(session.orders.map(\.reach) == [.shown])
    session.send(.exportEnded(.notWritten("No space left on device")))
    session.keys("& e")
    #expect(session.shows("[loaded]  everything") && !session.shows("shown"), "\(session.screen)")
    session.keys("Enter")
    #expect(session.orders.map(\.reach) == [.shown, .loaded])
  }

  @Test func decliningToReplaceAFileWritesNothingAndReportsIt() throws {
    let session = try session()
    session.keys("e Enter")
    session.send(.exportEnded(.fileExists))
    session.keys("Esc")
    #expect(session.orders.count == 1)
    #expect(
      session.lastLine.contains("memories.ndjson already exists and was not written."), "\(session.screen)")
  }
}
