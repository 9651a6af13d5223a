import BrowserCore
import MemoryModel
import SessionHarness
import Testing

/// Ctrl-S in the form: what it says.
@MainActor @Suite struct SavedFilterTests {
  private func saving(_ scene: String, _ session: Session, as name: String) {
    session.keys("f Ctrl-K scene Tab Tab \(scene) Ctrl-S \(name) Enter")
  }

  @Test func anEmptyFormHasNothingToSave() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f Ctrl-S")
    #expect(session.lastLine.hasPrefix(" There is no condition to save."), "\(session.lastLine)")
    #expect(session.state.place == .form)
  }

  @Test(arguments: ["", "Space Space"]) func aFilterIsNotSavedWithoutAName(keys: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Payment Ctrl-S \(keys) Enter")
    #expect(session.lastLine.hasPrefix(" Save filter as: "))
    #expect(session.lastLine.hasSuffix("  Type a name."), "\(session.lastLine)")
    #expect(session.changes.allSatisfy { if case .savedFilter = $0 { false } else { true } })
    session.keys("x")
    #expect(!session.lastLine.contains("Type a name."))
  }

  @Test func afterTheLastOneIsDeletedTheOneAboveItIsSelected() throws {
    let session = try Session.opened(FilterSample.make())
    saving("Payment", session, as: "first")
    session.keys("Esc")
    saving("Work", session, as: "second")
    session.keys("Ctrl-L Down Ctrl-K Ctrl-K")
    let deleted = session.changes.compactMap { if case .deletedFilter(let name) = $0 { name } else { nil } }
    #expect(deleted == ["second", "first"])
  }

  @Test func replacingAnotherFilterIsReported() throws {
    let session = try Session.opened(FilterSample.make())
    saving("Payment", session, as: "goldpay")
    #expect(session.lastLine.hasPrefix(" Saved as goldpay. "), "\(session.lastLine)")
    // The same filter again replaces nothing.
    session.keys("Esc")
    saving("Payment", session, as: "goldpay")
    #expect(session.lastLine.hasPrefix(" Saved as goldpay. "), "\(session.lastLine)")
    session.keys("Esc")
    saving("Work", session, as: "goldpay")
    #expect(
      session.lastLine.hasPrefix(" Saved as goldpay; the earlier filter of that name is replaced."),
      "\(session.lastLine)")
    session.keys("Esc")
    saving("Work", session, as: "other")
    #expect(session.lastLine.hasPrefix(" Saved as other. "), "\(session.lastLine)")
  }
}
