import MemoryModel
import TUI
import Testing

/// The service's own words within a sentence of ours.
@Suite struct ServiceSentenceTests {
  @Test(arguments: [
    ("Reason:", "HTTP 400: Reason. Check"),
    ("Traceback (most recent call last):\n x", "(most recent call last). Check"),
    ("it said \"no.\"", "it said \"no.\" Check"), ("no.", "HTTP 400: no. Check"),
    ("why?", "HTTP 400: why? Check"),
    ("wait...", "HTTP 400: wait... Check"), (": no;", "HTTP 400: no. Check"), ("不行。", "HTTP 400: 不行。 Check"),
    (".", "HTTP 400. Check"), (":", "HTTP 400. Check"), ("a (b.)", "HTTP 400: a (b.). Check"),
  ])
  func hasOneMarkAtItsEnd(message: String, part: String) {
    let sentence = ServiceError(.status(400, message: message)).sentence
    #expect(sentence.contains(part), "\(sentence)")
  }

  @Test(arguments: [
    (413, "The request is too large (code 413: no). Make the filter shorter."),
    (
      422,
      "The service did not accept a parameter (code 422: no). Check the filter, the user id and --dialect."
    ),
  ])
  func saysWhatHappenedOnce(code: Int, sentence: String) {
    #expect(ServiceError(.service(code: code, message: "no。", status: code)).sentence == sentence)
  }
}
