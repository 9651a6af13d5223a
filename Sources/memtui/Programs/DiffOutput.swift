import Canvas
import MemoryModel
import SystemPackage
import TUI

/// Writes what differs to standard output. The memories are read again at their places.
struct DiffOutput {
  private let a: ExportFile
  private let b: ExportFile
  private let format: DiffCommand.Format
  private let betweenUsers: Bool
  private let text: DiffText
  private let comparison: RecordComparison
  private let progress: ProgressLine

  init(
    _ a: ExportFile, _ b: ExportFile, _ format: DiffCommand.Format, betweenUsers: Bool,
    _ context: DrawingContext, _ progress: ProgressLine
  ) {
    self.a = a
    self.b = b
    self.format = format
    self.betweenUsers = betweenUsers
    self.progress = progress
    text = DiffText(a.name, b.name, context)
    comparison = RecordComparison(betweenUsers: betweenUsers)
  }

  /// - Returns: whether something differs. As text, nothing is written if not, so that cron sends no mail.
  func write(
    _ counts: DiffCounts, onlyA: some Sequence<ExportPlace>, onlyB: some Sequence<ExportPlace>,
    changes: some Sequence<(a: ExportPlace, b: ExportPlace)>
  ) throws -> Bool {
    progress.clear()
    switch format {
    case .json: try writeJSON(onlyA, onlyB, changes)
    case .text: if counts.differ { try writeText(counts, onlyA, onlyB, changes) }
    }
    return counts.differ
  }

  private func writeText(
    _ counts: DiffCounts, _ onlyA: some Sequence<ExportPlace>, _ onlyB: some Sequence<ExportPlace>,
    _ changes: some Sequence<(a: ExportPlace, b: ExportPlace)>
  ) throws {
    var output = Buffer()
    if counts.onlyA > 0 {
      try output.append(text.heading(onlyIn: .a, counts.onlyA))
      for place in onlyA { try output.append(text.memory(a.memory(at: place), in: .a)) }
      try output.append("\n")
    }
    if counts.onlyB > 0 {
      try output.append(text.heading(onlyIn: .b, counts.onlyB))
      for place in onlyB { try output.append(text.memory(b.memory(at: place), in: .b)) }
      try output.append("\n")
    }
    if counts.changed > 0 {
      try output.append(text.headingOfChanged(counts.changed))
      for places in changes {
        let (one, other) = (try a.memory(at: places.a), try b.memory(at: places.b))
        try output.append(text.change(one, other, comparison.differences(one, other)))
      }
      try output.append("\n")
    }
    try output.append(text.summary(counts))
    try output.flush()
  }

  private func writeJSON(
    _ onlyA: some Sequence<ExportPlace>, _ onlyB: some Sequence<ExportPlace>,
    _ changes: some Sequence<(a: ExportPlace, b: ExportPlace)>
  ) throws {
    var json = DiffJSON()
    var output = Buffer(isJSON: true)
    try output.append(json.beginOnlyA())
    for place in onlyA { try output.append(json.memory(a.memory(at: place))) }
    try output.append(json.beginOnlyB())
    for place in onlyB { try output.append(json.memory(b.memory(at: place))) }
    try output.append(json.beginChanged())
    for places in changes {
      let (one, other) = (try a.memory(at: places.a), try b.memory(at: places.b))
      let ids: DiffIDs =
        betweenUsers ? .each(a: one.ownID, b: other.ownID) : .same(one.id.text)
      try output.append(json.change(ids, comparison.differences(one, other)))
    }
    try output.append(json.end())
    try output.flush()
    for sentence in json.changes.sentences { StandardError.report(sentence) }
  }

  /// Collects small parts. A terminal gets marks in JSON for what it does not print.
  private struct Buffer {
    private var bytes: [UInt8] = []
    private let escapes: Bool

    init(isJSON: Bool = false) { escapes = isJSON && StandardOutput.isTerminal }

    mutating func append(_ text: String) throws(FileError) { try append(Array(text.utf8)) }

    mutating func append(_ part: [UInt8]) throws(FileError) {
      // Each part is whole JSON text, so no character is cut.
      bytes +=
        escapes
        ? Array(JSONEscaping.unprintable.escaped(inJSON: String(decoding: part, as: UTF8.self)).utf8) : part
      if bytes.count >= 1 << 16 { try flush() }
    }

    mutating func flush() throws(FileError) {
      try StandardOutput.write(bytes)
      bytes = []
    }
  }
}
