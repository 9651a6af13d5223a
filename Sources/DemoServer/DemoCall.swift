/// A request as the demo received it.
public struct DemoCall: Sendable, Equatable {
  public var method: String
  /// As it was sent, percent-encoded, without a query.
  public var path: String
  /// Names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]
}
