import AsyncHTTPClient
import MemoryModel
import NIOHTTP1

/// The open-source server's dialect: `POST {base}/product/get_memory`, and by id `GET {base}/product/get_memory/{id}`,
/// which api.md does not list and MemoryOS 2.0.33 answers. It ignores `Authorization`, which a gateway in
/// front of it may want.
struct SelfHostedAPI: ServiceAPI {
  let maker: RequestMaker
  /// nil: the cube that goes by the user's name.
  let cube: String?

  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request {
    if case .agent = request.subject {
      throw ServiceError(.other(detail: "a self-hosted server keeps memories of users, not of agents"))
    }
    // An empty cube without a user would bring the memories of everyone.
    guard !(cube ?? request.subject.id).isEmpty else {
      throw ServiceError(.other(detail: "the cube has no name"))
    }
    let dialect = Dialect.selfHosted(cube: cube)
    return try maker.request(.POST, dialect.pagePath, body: request.body(in: dialect))
  }

  func memory(id: String) throws(ServiceError) -> HTTPClient.Request {
    guard !id.isEmpty else { throw ServiceError(.other(detail: "the id is empty")) }
    return try maker.request(.GET, "product/get_memory/" + RequestMaker.percentEncoded(id))
  }
}
