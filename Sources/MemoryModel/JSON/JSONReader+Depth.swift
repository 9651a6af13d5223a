extension MemorySource {
  /// Whether arrays and objects lie in one another so deep. Looks at brackets alone, and stops at the first that does.
  public func liesDeeper(than limit: Int) -> Bool {
    page.withUnsafeBufferPointer { page in
      let bytes = UnsafeBufferPointer(rebasing: page[range])
      var depth = 0
      var isInString = false
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\\") where isInString: index += 1
        case UInt8(ascii: "\""): isInString.toggle()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          if !isInString { depth += 1 }
          if depth > limit { return true }
        case UInt8(ascii: "]"), UInt8(ascii: "}"): if !isInString { depth -= 1 }
        default: break
        }
        index += 1
      }
      return false
    }
  }
}

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
