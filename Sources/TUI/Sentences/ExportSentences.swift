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
    case .written(let rows, let fullPath, let changes, let findings):
      ([written(rows, to: fullPath ?? path, without: dropped)] + changes.sentences + findings.sentences)
        .joined(separator: " ")
    case .fileExists: "\(path) is there already."
    case .failed(let error): "\(path) was not written. \(error.sentence)"
    case .notWritten(let words): "\(path) was not written (\(words))."
    case .noTemporaryFile(let folder, let reason):
      "\(path) was not written: no temporary file can be written in \(folder) (\(reason)). Set TMPDIR to a directory with free space."
    }
  }

  private func written(_ rows: Int, to path: String, without dropped: Int) -> String {
    let memories = "\(rows.grouped) \(rows == 1 ? "memory" : "memories")"
    guard dropped > 0 else { return "Wrote \(memories) to \(path)." }
    return
      "Wrote \(memories) to \(path); \(dropped.grouped) loaded \(dropped == 1 ? "one was" : "ones were") dropped "
      + "from memory and \(dropped == 1 ? "is" : "are") not in it."
  }
}

extension ExportChanges {
  /// What a reader of the file should know; none where nothing was changed.
  public var sentences: [String] {
    var sentences: [String] = []
    if replacedNumbers > 0 {
      let one = replacedNumbers == 1
      sentences.append(
        "\(replacedNumbers.grouped) \(one ? "number that is" : "numbers that are") not valid JSON (NaN, Infinity or too large) "
          + "\(one ? "was" : "were") written as null.")
    }
    if foldedValues > 0 {
      let one = foldedValues == 1
      sentences.append(
        "\(foldedValues.grouped) \(one ? "value" : "values") nested too deeply for most JSON readers "
          + "\(one ? "was" : "were") written as \(one ? "a string" : "strings").")
    }
    return sentences
  }
}

extension Int {
  /// `12,300`.
  public var grouped: String {
    let digits = Array(String(magnitude))
    let parts = digits.enumerated().map { index, digit in
      (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digit)
    }
    return (self < 0 ? "-" : "") + parts.joined()
  }
}

extension ExportFindings {
  /// Empty for a service that returned what it reported, in the lists that are known.
  public var sentences: [String] {
    unknownLists.filter { $0.rows > 0 }.map(\.exportSentence)
      + (shortfalls.isEmpty ? [] : [Shortfall.sentence(shortfalls)])
  }
}

extension UnknownListCount {
  fileprivate var exportSentence: String {
    "The service sent a list that memtui does not know: \(name.nameOfList), \(rows) \(rows == 1 ? "memory" : "memories"), "
      + "exported under that name."
  }
}

extension String {
  /// A list's name, or words for one that shows nothing.
  var nameOfList: String { allSatisfy(\.isWhitespace) ? "a list without a name" : self }
}

extension Notice {
  /// `The text: sent 212 bytes to the terminal's clipboard.`
  static func words(_ part: Copying.Part, _ outcome: CopyOutcome) -> String {
    switch outcome {
    case .sentToTerminal(let bytes): "\(part.title): sent \(size(bytes)) to the terminal's clipboard."
    case .given(let program, let bytes): "\(part.title): gave \(size(bytes)) to \(program)."
    case .tooLong(let bytes):
      "\(part.title) was not copied: \(size(bytes)) are more than terminals take at once. "
        + "Read it with J, p or E."
    case .failed(let error): "\(part.title) was not copied. \(error.sentence)"
    }
  }

  private static func size(_ bytes: Int) -> String { bytes == 1 ? "1 byte" : "\(bytes) bytes" }
}

extension Copying.Part {
  fileprivate var title: String {
    switch self {
    case .text: "The text"
    case .id: "The id"
    case .json: "The JSON"
    case .curl: "The curl line"
    }
  }
}
