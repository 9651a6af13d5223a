import DemoServer
import Foundation
import FoundationNetworking
import Testing

/// How a row begins, as the service sends it.
struct Title: Sendable {
  var text: String

  /// Printable ASCII and the dot: drawn as it is, whatever the rules for text from strangers.
  var isPlain: Bool { text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) || $0 == "·" } }
}

extension DemoService {
  /// How the row of every fact begins: `Guangzhou trip · `, or its text if it has no key. Page after page as a client without any of our code gets them. These calls are
  /// counted by the service like all others.
  func factTitles(_ user: String) async throws -> [Title] {
    struct Answer: Decodable {
      struct Page: Decodable {
        struct Fact: Decodable {
          var memoryKey: String?
          var memoryValue: String
        }
        var memoryDetailList: [Fact]
      }
      var data: Page
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var titles: [Title] = []
    for page in 1... {
      var request = URLRequest(url: try #require(URL(string: url + "/get/memory")))
      request.httpMethod = "POST"
      request.setValue("Token \(Program.key)", forHTTPHeaderField: "Authorization")
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = Data(
        #"{"user_id":"\#(user)","page":\#(page),"size":50,"include_preference":false,"include_tool_memory":false}"#
          .utf8)
      let (body, _) = try await URLSession.shared.data(for: request)
      let facts = try decoder.decode(Answer.self, from: body).data.memoryDetailList
      titles += facts.map {
        Title(text: $0.memoryKey.map { "\($0) · " } ?? String($0.memoryValue.prefix(20)))
      }
      if facts.count < 50 { break }
    }
    return titles
  }
}
