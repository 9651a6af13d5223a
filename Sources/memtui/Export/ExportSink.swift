import Canvas
import MemoryModel

/// Carries out the steps of an export.
final class ExportSink {
  private let destination: Destination
  private let environment: [String: String]
  private let format: ExportFormat
  private var spools: [Int: UnnamedFile] = [:]
  /// For a terminal: the line that is not complete yet.
  private var begun: [UInt8] = []

  init(_ format: ExportFormat, to destination: Destination, environment: [String: String]) {
    self.format = format
    self.destination = destination
    self.environment = environment
  }

  func perform(_ steps: [ExportStep]) throws(SystemFailure) {
    for step in steps {
      switch step {
      case .write(let bytes): try write(bytes)
      case .keep(let bytes, let number): try spool(number).append(bytes)
      case .copy(let number, let padding): try copy(number, padding)
      }
    }
  }

  private func spool(_ number: Int) throws(SystemFailure) -> UnnamedFile {
    if let spool = spools[number] { return spool }
    let spool = try UnnamedFile(environment: environment, likely: .long)
    spools[number] = spool
    return spool
  }

  private func copy(_ number: Int, _ padding: CSVPadding?) throws(SystemFailure) {
    guard let spool = spools.removeValue(forKey: number) else { return }
    var padding = padding
    try spool.read { part throws(SystemFailure) in try write(padding?.padded(part) ?? part) }
  }

  /// A file gets what the format makes of the memories. A terminal gets less: marks or escapes for all that does not show,
  /// made line by line, because a part of a spool may end within a character.
  private func write(_ bytes: [UInt8]) throws(SystemFailure) {
    guard destination.isTerminal else { return try destination.write(bytes) }
    guard let end = bytes.lastIndex(of: 0x0A) else {
      begun += bytes
      return
    }
    let text = String(decoding: begun + bytes[...end], as: UTF8.self)
    begun = Array(bytes[(end + 1)...])
    switch format {
    case .ndjson, .json: try destination.write(Array(JSONEscaping.unprintable.escaped(inJSON: text).utf8))
    case .csv, .markdown: try destination.write(Array(VisibleText.printable(text, width: .table).utf8))
    }
  }
}
