import Glibc
import Logging
import SystemPackage

/// `--log FILE`: a line with its time for each call. The client logs neither the key nor the service's text.
struct FileLog: LogHandler {
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()
  fileprivate let descriptor: FileDescriptor

  static func logger(path: String) throws(SettingsError) -> Logger {
    let fault = { (error: FileError) in SettingsError.setting(.logFile, .flag, .notWritable(error)) }
    let descriptor = try translating(fault) { () throws(FileError) in
      try FileError.during(.write, path) {
        try FileDescriptor.open(
          path, .writeOnly, options: [.append, .create, .unattended], permissions: .ownerReadWrite)
      }
    }
    return Logger(label: "memtui") { _ in FileLog(descriptor: descriptor) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let text = printable("\(Self.timestamp()) \(event.level) \(event.message)\(facts)", limit: 4_096)
    // A full pipe or disk changes nothing else.
    _ = try? descriptor.writeAll((text + "\n").utf8)
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
