import Canvas
import SystemPackage

/// Makes control characters visible, cuts after `limit` scalars: `"a\u{1B}[2J"` -> `a^[[2J`.
func printable(_ text: some StringProtocol, limit: Int = 300) -> String {
  let scalars = text.unicodeScalars
  let shown = scalars.prefix(limit)
  let visible = VisibleText(String(String.UnicodeScalarView(shown)), width: .table)
  return visible.reduce(into: "") { $0 += $1.text } + (shown.endIndex == scalars.endIndex ? "" : "…")
}

/// Keeps line ends. All text for stdout and stderr passes here.
func printableLines(_ text: String) -> String { VisibleText.printable(text, width: .table) }

enum StandardOutput {
  static var isTerminal: Bool { FileDescriptor.standardOutput.isTerminal }

  /// If this fails, nobody is left to be told.
  static func print(_ text: String) {
    let end = text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
    try? FileDescriptor.standardOutput.writeFully(Array((printableLines(text) + end).utf8))
  }

  static func write(_ bytes: [UInt8]) throws(FileError) {
    try FileError.during(.write, "Standard output") { try FileDescriptor.standardOutput.writeFully(bytes) }
  }
}

enum StandardError {
  static var isTerminal: Bool { FileDescriptor.standardError.isTerminal }

  static func report(_ sentence: String, patience: Int32? = nil) {
    write(printableLines("memtui: \(sentence)") + "\n", patience: patience)
  }

  /// Replaces the last line; nil removes it. Drops text that the terminal does not take at once.
  static func redrawLine(_ line: String?) {
    write("\r" + (line.map { printable($0) } ?? "") + "\u{1B}[K", patience: line == nil ? 100 : 0)
  }

  /// `patience`: milliseconds until text that a terminal does not take is dropped; nil waits.
  private static func write(_ text: String, patience: Int32?) {
    let stream = FileDescriptor.standardError
    if let patience, !stream.takesBytes(within: patience) { return }
    _ = try? stream.writeAll(text.utf8)
  }
}

/// Lines of standard input, byte for byte: `readLine` would repair what is not UTF-8.
struct InputLines {
  private var pending: [UInt8] = []
  private var isAtEnd = false
  private(set) var number = 0

  mutating func next() throws(FileError) -> [UInt8]? {
    var searched = 0
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        var line = pending[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        pending.removeSubrange(...end)
        number += 1
        return Array(line)
      }
      searched = pending.count
      guard !isAtEnd else { break }
      let part = try FileError.during(.read, "Standard input") {
        try FileDescriptor.standardInput.read(atMost: 4_096)
      }
      pending += part
      isAtEnd = part.isEmpty
    }
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    number += 1
    return pending
  }
}
