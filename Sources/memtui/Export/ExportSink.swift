import Canvas
import MemoryModel

/// Carries out the steps of an export.
final class ExportSink {
  private let destination: Destination
  private let environment: [String: String]
  private let format: ExportFormat
  private var spools: [Int: SpoolFile] = [:]

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

  private func spool(_ number: Int) throws(SystemFailure) -> SpoolFile {
    if let spool = spools[number] { return spool }
    let spool = try SpoolFile(environment: environment)
    spools[number] = spool
    return spool
  }

  private func copy(_ number: Int, _ padding: CSVPadding?) throws(SystemFailure) {
    guard let spool = spools.removeValue(forKey: number) else { return }
    var padding = padding
    try spool.read { part throws(SystemFailure) in try write(padding?.padded(part) ?? part) }
    spool.close()
  }

  /// A file gets the original text; a terminal gets nothing that it would obey.
  private func write(_ bytes: [UInt8]) throws(SystemFailure) {
    guard destination.isTerminal else { return try destination.write(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    switch format {
    case .ndjson, .json: try destination.write(Array(JSONEscaping.unprintable.escaped(inJSON: text).utf8))
    case .csv, .markdown: try destination.write(Array(VisibleText.printable(text, width: .table).utf8))
    }
  }
}
