import MemOSClient
import MemoryModel

/// Everything the program was told, checked, before the screen is taken and before the network is touched.
struct Settings: Sendable {
  /// Whose memories; without one the program asks.
  var subject: Subject?
  /// Where the service is. The demo's address is known only once it listens.
  var baseURL: BaseURL?
  var dialect = Dialect.cloud
  /// The demo needs none, nor does a self-hosted server.
  var apiKey: Secret?
  /// False where only what is set was asked for: there may be a key then.
  var readsKey = true
  /// What the head of the screen says beside the user: the profile's name, the base URL's host, or `demo`.
  var sourceLabel: String
  /// The profile in use, also where a flag or a variable overrides parts of it.
  var profile: String?
  /// Memories per category and page, 1…50.
  var pageSize: Int
  /// Longest wait for an answer, in seconds, above 0 and at most a day.
  var timeout: Double
  /// Certificates to trust instead of the system's, in PEM. Readable when this was resolved.
  var caFile: String?
  /// Bytes of resident memory that the program may grow to.
  var memoryLimit: Int
  var usesUTC: Bool
  /// Of times in records that name no zone.
  var serverZone = ServerZone.utc
  var logFile: String?
  var allowsInsecureHTTP: Bool
  var demo: DemoSettings?
  /// Seconds between two readings of page 1, where it is watched from the start.
  var watchSeconds: Double?
  /// `MEMOS_API_KEY` is used although the profile has a key of its own.
  var hidesProfileKey = false
  /// Where each value came from. A setting without a value has no entry.
  var origins: [Setting: Origin]
}

extension Settings {
  static let standardPageSize = 50
  static let largestPageSize = 50
  static let standardTimeout = 30.0
  static let longestTimeout = 86_400.0
  static let standardWatchSeconds = 30.0
  static let shortestWatchSeconds = 1.0
  static let standardMemoryLimit = 256 << 20
  static let demoUser = "memos_user_123"
}
