import SystemPackage

/// What a command prints for people, and the bytes of an export.
enum StandardOutput {
  static var isTerminal: Bool { FileDescriptor.standardOutput.isTerminal }

  /// Nobody is left to be told when this fails.
  static func say(_ text: String) {
    let end = text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
    try? FileDescriptor.standardOutput.writeFully(Array((printableLines(text) + end).utf8))
  }

  static func write(_ bytes: [UInt8]) throws(FileError) {
    try FileError.during(.write, "Standard output") { try FileDescriptor.standardOutput.writeFully(bytes) }
  }
}

/// Where errors and progress go while the screen is not taken.
enum StandardError {
  static var isTerminal: Bool { FileDescriptor.standardError.isTerminal }

  /// Writes `memtui: …` as one line.
  static func say(_ sentence: String, patience: Int32? = nil) {
    write(printableLines("memtui: \(sentence)") + "\n", patience: patience)
  }

  /// Draws a line over the one before; nil removes it. Only on a terminal, and only if that takes it at once.
  static func redrawLine(_ line: String?) {
    write("\r" + (line.map { printable($0) } ?? "") + "\u{1B}[K", patience: line == nil ? 100 : 0)
  }

  /// A closed or full stderr is no reason to do anything else.
  ///
  /// - Parameter patience: in milliseconds: what a terminal does not take by then is dropped. Nil waits.
  private static func write(_ text: String, patience: Int32?) {
    let stream = FileDescriptor.standardError
    if let patience, !stream.takesBytes(within: patience) { return }
    _ = try? stream.writeAll(text.utf8)
  }
}

/// The lines of standard input as they come, byte for byte: `readLine` would repair what is not UTF-8.
struct InputLines {
  private var pending: [UInt8] = []
  private var isAtEnd = false
  /// Of the line that ``next()`` returned last, counted from 1.
  private(set) var number = 0

  /// Without the line end; nil at the end of the input.
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
