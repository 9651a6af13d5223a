import AsyncHTTPClient
import MemoryModel

/// One way of asking: what goes where. What comes back is read alike, see ``AnswerReader``.
protocol ServiceAPI: Sendable {
  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request
  func memory(id: String) throws(ServiceError) -> HTTPClient.Request
}
