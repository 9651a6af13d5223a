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

/// Numbers with a unit, as flags and profiles write them.
enum Quantity {
  /// `30s`, `500ms`, `1.5m`, `30` -> seconds; `nil` for anything else, for zero, and beyond a day.
  static func seconds(_ text: String) -> Double? {
    let (number, unit) = split(text)
    let factor: Double
    switch unit {
    case "ms": factor = 0.001
    case "s", "": factor = 1
    case "m": factor = 60
    default: return nil
    }
    guard let value = Double(number).map({ $0 * factor }) else { return nil }
    return value > 0 && value <= Settings.longestTimeout ? value : nil
  }

  /// `256MiB`, `1GiB`, `300000000` -> bytes; `nil` for anything else and for zero.
  static func bytes(_ text: String) -> Int? {
    let (number, unit) = split(text)
    let shift: Int
    switch unit {
    case "": shift = 0
    case "KiB": shift = 10
    case "MiB": shift = 20
    case "GiB": shift = 30
    default: return nil
    }
    guard let value = Int(number), value > 0 else { return nil }
    let (bytes, overflows) = value.multipliedReportingOverflow(by: 1 << shift)
    return overflows ? nil : bytes
  }

  /// `256 MiB` -> `256`, `MiB`. Only digits and a point count as number: no sign, no exponent, no `inf`.
  private static func split(_ text: String) -> (number: Substring, unit: Substring) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return (number, text[number.endIndex...].drop { $0 == " " })
  }
}

/// Where a value came from, for `memtui check` and for errors.
enum Origin: Sendable, Hashable {
  case flag
  /// The name of the variable: `MEMOS_BASE_URL`.
  case environment(String)
  /// The profile's name and the path of its file; the line of the setting where an error has to name it.
  case profile(String, file: String, line: Int? = nil)
  /// Built in.
  case standard

  /// The same without the line, for a report.
  var source: Origin {
    if case .profile(let name, let file, _) = self { .profile(name, file: file) } else { self }
  }
}

/// A file, and the line of it that an error is about, where one is known: `/home/ann/.config/memtui/config.yaml, line 12`.
struct FilePlace: Sendable, Hashable {
  var path: String
  /// Counted from 1.
  var line: Int?

  init(_ path: String, line: Int? = nil) {
    self.path = path
    self.line = line
  }

  /// Nothing in it can steer a terminal.
  var words: String { printable(path) + (line.map { ", line \($0)" } ?? "") }

  /// The same before a verb: `…/config.yaml, line 12, is not valid YAML`.
  var subject: String { words + (line == nil ? "" : ",") }
}
