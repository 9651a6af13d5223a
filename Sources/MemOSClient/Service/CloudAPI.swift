import AsyncHTTPClient
import MemoryModel
import NIOHTTP1

/// The service's own dialect: `POST {base}/get/memory` and `GET {base}/get/memory/{id}`.
struct CloudAPI: ServiceAPI {
  let maker: RequestMaker

  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request {
    try maker.request(.POST, Dialect.cloud.pagePath, body: request.body(in: .cloud))
  }

  func memory(id: String) throws(ServiceError) -> HTTPClient.Request {
    guard !id.isEmpty else { throw ServiceError(.other(detail: "the id is empty")) }
    return try maker.request(.GET, "get/memory/" + RequestMaker.percentEncoded(id))
  }
}
