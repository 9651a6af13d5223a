import BrowserCore
import MemoryModel

extension Exporting {
  /// `exporting 1,200 rows, page 24 of 200`.
  func words(_ context: DrawingContext) -> String {
    let dot = " \(context.glyphs.dot) "
    if let retry {
      return
        "export: \(retry.error.shortWords)\(dot)trying again in \(ServiceError.number(retry.seconds)) s "
        + "(\(retry.attempt) of \(retry.of))\(dot)Esc stops"
    }
    let pages = progress.expectedPages.map { "\(progress.pages) of \($0) pages" } ?? "\(progress.pages) pages"
    return "exporting\(dot)\(progress.rows) rows\(dot)\(pages)\(dot)Esc stops"
  }
}

extension ExportOutcome {
  func words(path: String, without dropped: Int) -> String {
    switch self {
    case .written(let rows) where dropped > 0:
      "\(rows) in \(path); \(dropped) loaded \(dropped == 1 ? "one was" : "ones were") dropped from memory "
        + "and \(dropped == 1 ? "is" : "are") not in it."
    case .written(1): "1 memory is in \(path)."
    case .written(let rows): "\(rows) memories are in \(path)."
    case .fileExists: "\(path) is there already."
    case .failed(let error): "\(path) was not written. \(error.sentence)"
    case .notWritten(let words): "\(path) was not written (\(words))."
    }
  }
}
