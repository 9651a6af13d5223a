/// What can be set. The raw value is the name in a profile.
enum Setting: String, Sendable, Hashable, CaseIterable {
  case profile
  case user
  case agent
  case baseURL = "base_url"
  case dialect
  case cube
  case apiKey = "api_key"
  case apiKeyFile = "api_key_file"
  case apiKeyCommand = "api_key_command"
  case caFile = "ca_file"
  case pageSize = "page_size"
  case timeout
  case memoryLimit = "memory_limit"
  case usesUTC = "utc"
  case serverZone = "server_zone"
  case logFile = "log"
  case allowsInsecureHTTP = "allow_insecure_http"
  case demoMemories = "memories"
  case demoFaults = "fault"
  case demoPort = "port"
}

extension Setting {
  /// `page_size` -> `--page-size`.
  var flag: String { "--" + String(rawValue.map { $0 == "_" ? "-" : $0 }) }

  /// What a profile can hold, in the order in which the documentation lists it.
  static let ofProfile: [Setting] = [
    .baseURL, .dialect, .cube, .user, .agent, .apiKeyFile, .apiKeyCommand, .caFile, .pageSize, .timeout,
    .memoryLimit, .serverZone,
  ]
}
