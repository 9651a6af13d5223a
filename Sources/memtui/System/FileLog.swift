import Glibc
import Logging

/// `--log FILE`: a line for each thing done, with its time. The client never logs the key or the words of the service.
struct FileLog: LogHandler {
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()
  private let descriptor: Int32

  /// Appends to the file, which only its owner can read.
  static func logger(path: String) throws(SettingsError) -> Logger {
    // Without waiting for somebody who reads a named pipe.
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
    guard descriptor >= 0 else { throw .logFile(path: path, errorNumber: errno) }
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
