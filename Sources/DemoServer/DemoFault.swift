/// Why a fault could not be read; its description is a sentence.
public struct DemoFaultError: Error, Equatable, CustomStringConvertible {
  public var description: String
}

extension DemoFault {
  /// `error=40300 count=2 retry-after=3`
  public init(parsing text: String) throws(DemoFaultError) {
    let words = text.split { $0 == " " || $0 == "," }
    guard let first = words.first else {
      throw DemoFaultError(
        description: "A fault is empty; write for example latency=5s or error=40300 count=2.")
    }
    let (name, value) = DemoFault.halves(first)
    self.init(try DemoFault.kind(name, value))
    for word in words.dropFirst() { try read(detail: word) }
  }

  private mutating func read(detail word: Substring) throws(DemoFaultError) {
    let (name, value) = DemoFault.halves(word)
    switch name {
    case "page": page = try DemoFault.number(name, value, 1...Int.max)
    case "count": count = try DemoFault.number(name, value, 1...Int.max)
    case "retry-after": retryAfter = try DemoFault.number(name, value, 0...Int.max)
    case "status": status = try DemoFault.number(name, value, 200...599)
    case "chunked":
      guard case .huge(let bytes, _) = kind, value == nil else {
        throw DemoFaultError(description: "chunked goes with huge only, and takes no value.")
      }
      kind = .huge(bytes: bytes, isChunked: true)
    default:
      throw DemoFaultError(
        description:
          "\"\(name)\" is not known after a fault; page, count, retry-after, status and chunked are.")
    }
  }

  private static func kind(_ name: Substring, _ value: Substring?) throws(DemoFaultError) -> Kind {
    switch name {
    case "latency": return .latency(milliseconds: try milliseconds(value))
    case "error": return .error(code: try number(name, value, 1...Int.max))
    case "status": return .status(try number(name, value, 200...599))
    case "slow": return .slow(bytesPerSecond: try number(name, value, 1...Int.max))
    case "huge":
      let bytes = try value == nil ? hugeBody : number(name, value, 1...Int.max)
      return .huge(bytes: bytes, isChunked: false)
    case "redirect":
      guard let value, !value.isEmpty else {
        throw DemoFaultError(
          description: "redirect needs a URL, for example redirect=https://elsewhere.example/.")
      }
      return .redirect(to: String(value))
    case "pages":
      if value == "null" { return .pages(.null) }
      if value == "absent" { return .pages(.absent) }
      let pages = try number(name, value, 0...1_000_000)
      return .pages(.pages(pages, total: pages))
    default:
      guard let kind = plain[String(name)] else {
        throw DemoFaultError(
          description: "\"\(name)\" is not a fault; these are: \(names.joined(separator: ", ")).")
      }
      guard value == nil else { throw DemoFaultError(description: "\(name) takes no value.") }
      return kind
    }
  }

  private static let plain: [String: Kind] = [
    "close": .close, "drop": .drop, "cut": .cut, "shift": .shift, "html": .html, "garbage": .garbage,
  ]

  private static let names = [
    "latency", "error", "status", "close", "drop", "cut", "slow", "shift", "pages", "html", "garbage", "huge",
    "redirect",
  ]

  private static func halves(_ word: Substring) -> (name: Substring, value: Substring?) {
    guard let place = word.firstIndex(of: "=") else { return (word, nil) }
    return (word[..<place], word[word.index(after: place)...])
  }

  private static func number(
    _ name: Substring, _ value: Substring?, _ allowed: ClosedRange<Int>
  ) throws(DemoFaultError) -> Int {
    guard let value, let number = Int(value), allowed.contains(number) else {
      let range =
        allowed.upperBound == .max
        ? "\(allowed.lowerBound) or more" : "from \(allowed.lowerBound) to \(allowed.upperBound)"
      throw DemoFaultError(description: "\(name) needs a whole number, \(range), not \"\(value ?? "")\".")
    }
    return number
  }

  /// `5s`, `300ms`
  private static func milliseconds(_ value: Substring?) throws(DemoFaultError) -> Int {
    let text = value ?? ""
    let scale = text.hasSuffix("ms") ? 1 : text.hasSuffix("s") ? 1000 : 0
    guard scale > 0, let number = Double(text.dropLast(scale == 1 ? 2 : 1)), (0...86_400_000).contains(number)
    else {
      throw DemoFaultError(description: "latency needs a time such as 5s or 300ms, not \"\(text)\".")
    }
    return Int(number * Double(scale))
  }
}
