import DemoServer
import Foundation
import FoundationNetworking
import Testing

/// The title of a memory as the service sends it.
struct Title: Sendable {
  var text: String

  /// Printable ASCII: drawn as it is, whatever the rules for text from strangers.
  var isPlain: Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}

extension DemoService {
  /// `memory_key` of every fact, page after page as a client without any of our code gets them. These calls are
  /// counted by the service like all others.
  func factTitles(_ user: String) async throws -> [Title] {
    struct Answer: Decodable {
      struct Page: Decodable {
        struct Fact: Decodable {
          var memoryKey: String
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
      titles += facts.map { Title(text: $0.memoryKey) }
      if facts.count < 50 { break }
    }
    return titles
  }
}
