import BrowserCore
import Canvas
import MemoryModel
import Testing

@testable import TUI

/// Sentences name the bound keys.
@MainActor @Suite struct KeyNamesTests {
  private func keys(in place: Place, _ rebindings: [Keymap.Rebinding] = []) throws -> KeyNames {
    KeyNames(keymap: try Keymap.standard.rebound(rebindings), place: place)
  }

  @Test func aSlotShowsTheFirstKeyBoundInThePlace() throws {
    #expect(try keys(in: .list).part("Press \(.refresh) to retry.") == "Press r to retry.")
    let rebound = try keys(
      in: .list,
      [
        .init(place: .list, command: .refresh, keys: [.function(5), .character("r")]),
        .init(place: .memory, command: .refresh, keys: [.control("r")]),
      ])
    #expect(rebound.part("Press \(.refresh) to retry.") == "Press F5 to retry.")
    #expect(rebound.part(" \(.refresh, in: .memory) there") == " Ctrl-R there")
  }

  @Test func aPartWithoutABoundKeyIsLeftOut() throws {
    let keys = try keys(in: .list, [.init(place: .list, command: .refresh, keys: [])])
    #expect("Could not load page 4." + keys.part(" Press \(.refresh) to retry.") == "Could not load page 4.")
    #expect(KeyNames.none.part(" Press \(.refresh) to retry.") == "")
  }

  @Test func aPlaceWithoutTheCommandUsesTheKeyOfTheListUnlessItTypesText() throws {
    #expect(try keys(in: .notices).part("\(.refresh)") == "r")
    #expect(try keys(in: .form).part("\(.refresh)") == "")
  }
}

/// Messages of the service inside memtui's sentences.
@Suite struct ServiceSentenceTests {
  @Test(arguments: [
    ("Reason:", "HTTP 400: Reason. Check"),
    ("Traceback (most recent call last):\n x", "(most recent call last). Check"),
    ("it said \"no.\"", "it said \"no.\" Check"), ("no.", "HTTP 400: no. Check"),
    ("why?", "HTTP 400: why? Check"),
    ("wait...", "HTTP 400: wait... Check"), (": no;", "HTTP 400: no. Check"), ("不行。", "HTTP 400: 不行。 Check"),
    (".", "HTTP 400. Check"), (":", "HTTP 400. Check"), ("a (b.)", "HTTP 400: a (b.). Check"),
  ])
  func aSentenceEndsWithOneMark(message: String, part: String) {
    let sentence = ServiceError(.status(400, message: message)).sentence
    #expect(sentence.contains(part), "\(sentence)")
  }

  @Test(arguments: [
    "HTTP status 404", "HTTP status 404.\n", "404", "Status code: 404", "HTTP 404 error",
  ])
  func aMessageThatIsOnlyTheStatusIsNotRepeated(message: String) {
    for reason: ServiceError.Reason in [
      .status(404, message: message), .notJSON(status: 404, beginning: message),
    ] {
      let sentence = ServiceError(reason).sentence
      #expect(sentence.hasPrefix("The service answered HTTP 404. Check the base URL"), "\(sentence)")
    }
  }

  @Test func aMessageThatBeginsWithTheStatusIsPartOfTheSentence() {
    let sentence = ServiceError(.status(502, message: "HTTP 502 Bad Gateway")).sentence
    #expect(sentence.hasPrefix("The service answered HTTP 502 Bad Gateway."), "\(sentence)")
  }

  @Test(arguments: [
    (413, "The request is too large (code 413: no). Make the filter shorter."),
    (
      422,
      "The service did not accept a parameter (code 422: no). Check the filter, the user id and --dialect."
    ),
  ])
  func aSentenceDoesNotRepeatTheCode(code: Int, sentence: String) {
    #expect(ServiceError(.service(code: code, message: "no。", status: code)).sentence == sentence)
  }
}

@Suite struct SentenceTests {
  @Test(
    arguments: [
      (
        .namedFailure(code: "ERR_X", message: "user is frozen"),
        "The service reported an error (code ERR_X: user is frozen)."
      ),
      (.unsuccessful(message: "boom"), "The service reports that the call failed: boom."),
      (.unsuccessful(message: "ok"), "The service reports that the call failed."),
      (
        .notUnderstood(.noList(name: "memory_detail_list", .string), message: "unavailable"),
        #""memory_detail_list" is a string, not a list of memories (message: unavailable)."#
      ),
      (
        .notUnderstood(.noList(name: "memories", .object), message: "ok"),
        #""memories" is an object, not a list"#
      ),
      (
        .notUnderstood(.list(name: "", count: 2), message: nil),
        "an unexpected list without a name (2 elements)"
      ),
    ] as [(ServiceError.Reason, String)])
  func aSentenceNamesTheUnexpectedContent(reason: ServiceError.Reason, part: String) {
    #expect(ServiceError(reason).sentence.contains(part))
  }

  @Test(arguments: [
    (90.0, "Retry after 90 s."), (1e20, "Retry after more than a day."), (1e9, "more than a day"),
  ])
  func aLongWaitIsShownAsMoreThanADay(seconds: Double, part: String) {
    #expect(ServiceError(.status(503, message: nil), retryAfter: seconds).sentence.contains(part))
  }
}
