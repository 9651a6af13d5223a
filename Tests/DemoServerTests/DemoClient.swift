import DemoServer
import Foundation
import FoundationNetworking

/// 2026-03-01T00:00:00Z
let testAnchor: Int64 = 1_772_323_200_000

struct Reply {
  var status: Int
  var headers: [String: String]
  var body: Data

  func json() throws -> JSON { try JSONDecoder().decode(JSON.self, from: body) }
}

/// An HTTP client for a demo server. It does not follow redirects.
struct DemoClient {
  let server: DemoServer
  let port: UInt16
  private let session: URLSession

  init(server: DemoServer, port: UInt16) {
    self.server = server
    self.port = port
    session = URLSession(configuration: .ephemeral, delegate: StayHere(), delegateQueue: nil)
  }

  func post(
    _ body: String, path: String = "/api/openmem/v1/get/memory", headers: [String: String] = [:]
  ) async throws -> Reply {
    try await send("POST", path, headers, Data(body.utf8))
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send("GET", path, headers, nil)
  }

  /// The decoded answer to a request with this body.
  func ask(_ body: String, headers: [String: String] = [:]) async throws -> JSON {
    try await post(body, headers: headers).json()
  }

  /// The decoded answer to `GET get/memory/{id}`; the id is given as encoded in the path.
  func detail(_ id: String, headers: [String: String] = [:]) async throws -> JSON {
    try await get("/get/memory/\(id)", headers: headers).json()
  }

  func page(_ number: Int, of user: String = "memos_user_123", size: Int = 50, filter: String? = nil)
    async throws
    -> JSON
  {
    let filter = filter.map { ",\"filter\":\($0)" } ?? ""
    return try await post("{\"user_id\":\"\(user)\",\"page\":\(number),\"size\":\(size)\(filter)}").json()
  }

  private func send(
    _ method: String, _ path: String, _ headers: [String: String], _ body: Data?
  ) async throws -> Reply {
    var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)\(path)")!)
    request.httpMethod = method
    request.httpBody = body
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await session.data(for: request)
    let http = response as! HTTPURLResponse
    let names = http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
    return Reply(status: http.statusCode, headers: Dictionary(uniqueKeysWithValues: names), body: data)
  }
}

private final class StayHere: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}

/// Runs a server while `body` runs; faults are given as text.
func withDemo<Result>(
  key: String? = nil, memories: Int? = nil, anchor: Int64 = testAnchor, faults: [String] = [],
  _ body: (DemoClient) async throws -> Result
) async throws -> Result {
  let options = DemoOptions(
    key: key, memories: memories, anchor: anchor, faults: try faults.map { try DemoFault(parsing: $0) })
  let server = DemoServer(options: options)
  let port = try await server.start()
  do {
    let result = try await body(DemoClient(server: server, port: port))
    await server.stop()
    return result
  } catch {
    await server.stop()
    throw error
  }
}

let listNames = ["memory_detail_list", "preference_detail_list", "tool_memory_detail_list"]

/// All rows of `memos_user_123`, read once for all tests.
let allRows = Task { try await withDemo { try await $0.walk().rows } }

extension DemoClient {
  /// Every row by list, page after page until all lists are shorter than a page.
  func walk(_ user: String = "memos_user_123", filter: String? = nil) async throws -> (
    rows: [String: [JSON]], calls: Int
  ) {
    var rows: [String: [JSON]] = [:]
    var calls = 0
    var isFull = true
    while isFull {
      calls += 1
      let data = try await page(calls, of: user, filter: filter)["data"]
      isFull = false
      for name in listNames {
        rows[name, default: []] += data[name].list
        if data[name].list.count == 50 { isFull = true }
      }
    }
    return (rows, calls)
  }
}
