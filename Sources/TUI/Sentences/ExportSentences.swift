import BrowserCore
import MemoryModel

extension Exporting {
  /// `exporting · 1,200 rows · 24 of 200 pages`
  func label(_ dot: String) -> String {
    if let retry { return "export: \(retry.label(dot))" }
    let (rows, read) = (counted(progress.rows, "row"), progress.pages.grouped)
    let pages =
      progress.expectedPages.map { "\(read) of \(counted($0, "page"))" } ?? counted(progress.pages, "page")
    return "exporting\(dot)\(rows)\(dot)\(pages)"
  }
}

extension Loading.Retry {
  /// `HTTP 503 · retrying in 2 s (1 of 3)`
  func label(_ dot: String) -> String {
    "\(error.label)\(dot)retrying in \(ServiceError.number(seconds)) s (\(attempt) of \(of))"
  }
}

extension ExportOutcome {
  func sentence(path: String, without dropped: Int) -> String {
    switch self {
    case .written(let rows, let fullPath, let changes, let findings):
      ([written(rows, to: fullPath ?? path, without: dropped)] + changes.sentences + findings.sentences)
        .joined(separator: " ")
    case .fileExists: "\(path) already exists and was not written."
    case .failed(let error): "\(path) was not written. \(error.sentence)"
    case .notWritten(let reason): "\(path) was not written (\(reason))."
    case .noTemporaryFile(let folder, let reason):
      "\(path) was not written: could not create a temporary file in \(folder) (\(reason)). "
        + "Set TMPDIR to a directory with free space."
    }
  }

  private func written(_ rows: Int, to path: String, without dropped: Int) -> String {
    let memories = "Wrote \(counted(rows, "memory")) to \(path)"
    guard dropped > 0 else { return memories + "." }
    return
      "\(memories), without \(counted(dropped, "loaded row")) that \(dropped == 1 ? "was" : "were") dropped from memory."
  }
}

extension ExportChanges {
  public var sentences: [String] {
    var sentences: [String] = []
    if replacedNumbers > 0 {
      let one = replacedNumbers == 1
      sentences.append(
        "\(counted(replacedNumbers, "number")) that \(one ? "is" : "are") not valid JSON (NaN, Infinity or too large) "
          + "\(one ? "was" : "were") written as null.")
    }
    if foldedValues > 0 {
      let one = foldedValues == 1
      sentences.append(
        "\(counted(foldedValues, "value")) nested too deeply for most JSON readers "
          + "\(one ? "was written as a string" : "were written as strings").")
    }
    return sentences
  }
}

extension ExportFindings {
  public var sentences: [String] {
    let unknown = unknownLists.filter { $0.rows > 0 }.map { list in
      "The service sent a list that memtui does not know: \(list.name.nameOfList), "
        + "\(counted(list.rows, "memory")), exported under that name."
    }
    return unknown + (shortfalls.isEmpty ? [] : [Shortfall.sentence(shortfalls)])
  }
}

extension String {
  var nameOfList: String { allSatisfy(\.isWhitespace) ? "a list without a name" : self }
}

extension Shortfall {
  /// `The service reports 47 memories but returned 20.`
  public static func sentence(_ shortfalls: [Shortfall]) -> String {
    let parts = shortfalls.map { shortfall in
      let kind = shortfall.category?.pluralNoun ?? "memories"
      return "\(shortfall.reported.grouped) \(kind) but returned \(shortfall.returned.grouped)"
    }
    return "The service reports " + parts.joined(separator: ", and ") + "."
  }
}
