import Glibc

/// The lines of standard input as they come, byte for byte: `readLine` would repair what is not UTF-8.
struct InputLines {
  struct Fault: Error {
    let number: Int32

    var words: String { String(cString: strerror(number)) }
  }

  private let descriptor: Int32
  private var pending: [UInt8] = []
  private var isAtEnd = false
  /// Of the line that ``next()`` gave last, counted from 1.
  private(set) var number = 0

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Without the line end; nil at the end of the input.
  mutating func next() throws(Fault) -> [UInt8]? {
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
      try read()
    }
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    number += 1
    return pending
  }

  private mutating func read() throws(Fault) {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(descriptor, &chunk, chunk.count)
    if count > 0 {
      pending.append(contentsOf: chunk[..<count])
    } else if count == 0 {
      isAtEnd = true
    } else if errno != EINTR {
      throw Fault(number: errno)
    }
  }
}
