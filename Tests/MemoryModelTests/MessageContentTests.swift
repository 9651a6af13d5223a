import MemoryModel
import Testing

/// What a source message says, and what long data in it is shown as.
@Suite struct MessageContentTests {
  private func text(_ content: String) throws -> String {
    let record = try JSONValue(parsing: #"{"sources":[{"role":"user","content":\#(content)}]}"#)
    guard case .object(let object) = record else { return "" }
    return SourceMessage.all(in: object).first?.text ?? ""
  }

  private static let image = String(repeating: "iVBO", count: 12_333)

  @Test func longDataIsShownByTypeAndSize() throws {
    let url = "data:image/png;base64,\(Self.image)"
    #expect(try text("\"\(url)\"") == "image/png, 37 kB")
    #expect(try text("\"see \(url) there\"") == "see image/png, 37 kB there")
    #expect(
      try text(
        #"[{"type":"text","text":"my card"},{"type":"image_url","image_url":{"url":"\#(url)"}}]"#)
        == "my card\nimage/png, 37 kB")
    #expect(
      try text(
        #"[{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"\#(Self.image)"}}]"#)
        == "image/jpeg, 37 kB")
    #expect(try text("\"\(Self.image)\"") == "data, 37 kB")
    #expect(try text(#""data:text/plain;base64,aGk=""#) == "text/plain, 2 B")
  }

  @Test func textStaysAsItIs() throws {
    #expect(try text(#""data: see below; base64, they say""#) == "data: see below; base64, they say")
    #expect(try text(#""data:""#) == "data:")
    #expect(try text(#""metadata:image/png;base64""#) == "metadata:image/png;base64")
    #expect(try text(#"[{"a":1}]"#) == #"{"a":1}"#)
    #expect(try text(#"{"url":"https://example.com/a.png"}"#) == #"{"url":"https://example.com/a.png"}"#)
    #expect(try text("7") == "7")
  }
}
