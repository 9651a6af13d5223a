import Glibc
import Logging
import MemoryModel

/// `--log FILE`: a line for each thing done, with its time. The client never logs the key or the words of the service.
struct FileLog: LogHandler {
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()
  private let descriptor: Int32

  /// Appends to the file, which only its owner can read.
  static func logger(path: String) throws(SettingsError) -> Logger {
    // Without waiting for somebody who reads a named pipe.
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else {
      throw .setting(.logFile, .flag, .notWritable(path: path, errorNumber: errno))
    }
    return Logger(label: "memtui") { _ in FileLog(descriptor: descriptor) }
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let text = printable("\(Self.timestamp()) \(event.level) \(event.message)\(facts)", limit: 4_096)
    let line = Array((text + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }

  private static func timestamp() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Seconds east of UTC that the system's zone rules give for a moment.
enum LocalZone {
  /// For `--utc`.
  static let utc: @Sendable (Timestamp) -> Int = { _ in 0 }

  static let offset: @Sendable (Timestamp) -> Int = { time in
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return 0 }
    return parts.tm_gmtoff
  }
}

extension Settings {
  /// The zone that times are shown in.
  var zoneOffset: @Sendable (Timestamp) -> Int { usesUTC ? LocalZone.utc : LocalZone.offset }

  /// What filters are written for at a moment.
  func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }

  /// A self-hosted server's clock, by which it reads times without a zone.
  var serverZoneOffset: @Sendable (Timestamp) -> Int {
    { [serverZone] time in serverZone.offsetSeconds(at: time) }
  }
}

/// The zone database of this machine.
enum ZoneFile {
  private static let largest = 1 << 18

  /// nil for a name that is not in it.
  static func rules(of name: String, environment: [String: String]) -> ZoneRules? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy {
          0x41...0x5A ~= $0 & 0xDF || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "+")
        }
    }
    guard isName else { return nil }
    let given = environment["TZDIR"].map { [$0] } ?? []
    for folder in given + ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"] {
      if let file = try? FileBytes(path: folder + "/" + name, limit: largest) {
        return ZoneRules(file: file.bytes)
      }
    }
    return nil
  }
}

extension Timestamp {
  static func current() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
