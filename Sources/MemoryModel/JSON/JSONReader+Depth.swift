extension JSONReader {
  /// Skips the array or object that starts here without recursion, however deep it is: a field of a million brackets
  /// fails no page and overflows no stack.
  mutating func skipDeepContainer() throws(Failure) {
    var closers: [UInt8] = []
    repeat {
      let first = try peek()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        // In ASCII a closing bracket stands two places behind its opening one.
        let closer = first + 2
        position += 1
        if try peek() != closer {
          closers.append(closer)
          try skipKey(in: closer)
          continue
        }
        position += 1
      } else {
        _ = try skipValue()
      }
      try leaveClosed(&closers)
    } while !closers.isEmpty
  }

  /// Behind a value: to the next one, out of every container that ends here.
  private mutating func leaveClosed(_ closers: inout [UInt8]) throws(Failure) {
    while let closer = closers.last {
      if try continues(before: closer) { return try skipKey(in: closer) }
      closers.removeLast()
    }
  }

  private mutating func skipKey(in closer: UInt8) throws(Failure) {
    if closer == UInt8(ascii: "}") { _ = try skipKey() }
  }
}
