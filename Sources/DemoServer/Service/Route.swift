import FoundationEssentials

/// What a request asks for.
enum Route {
  case page(Result<PageCall, Refusal>)
  /// The id, percent-decoded.
  case detail(String)
  /// The same two in the dialect of the open-source server.
  case cube(Result<CubeCall, Refusal>)
  case node(String)
  case notFound
  case notAllowed

  /// `/get/memory` and `/get/memory/{id}`, with any path in front; `/product/get_memory` and
  /// `/product/get_memory/{id}` likewise.
  init(_ call: DemoCall) {
    let parts = call.path.split(separator: "/", omittingEmptySubsequences: true)
    if parts.suffix(2) == ["get", "memory"] {
      self =
        call.method == "POST"
        ? .page(Result { () throws(Refusal) in try PageCall(body: call.body) }) : .notAllowed
    } else if parts.count > 2, parts.dropLast().suffix(2) == ["get", "memory"],
      let id = parts.last, let decoded = URLComponents(string: "/\(id)")?.path.dropFirst()
    {
      self = call.method == "GET" ? .detail(String(decoded)) : .notAllowed
    } else if parts.suffix(2) == ["product", "get_memory"] {
      self =
        call.method == "POST"
        ? .cube(Result { () throws(Refusal) in try CubeCall(body: call.body) }) : .notAllowed
    } else if parts.count > 2, parts.dropLast().suffix(2) == ["product", "get_memory"],
      let id = parts.last, let decoded = URLComponents(string: "/\(id)")?.path.dropFirst()
    {
      self = call.method == "GET" ? .node(String(decoded)) : .notAllowed
    } else {
      self = .notFound
    }
  }

  /// The page number of a call that kept to the contract.
  var page: Int? {
    switch self {
    case .page(.success(let call)): call.page
    case .cube(.success(let call)): call.page ?? 1
    default: nil
    }
  }
}
