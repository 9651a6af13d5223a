/// `ESC ] 52 ; c ; aGk= BEL` (OSC 52) sets the clipboard of the user's machine, over SSH too.
public struct ClipboardSequence: Sendable, Hashable {
  public let bytes: [UInt8]

  /// Of the base64: xterm and its kin take 100,000 bytes of sequence at most, older ones 75,000.
  public static let longest = 74_994

  /// Nil for a text that is too long. `TMUX`, `STY` and `TERM` tell what is between memtui and the terminal.
  public init?(_ text: String, environment: [String: String]) {
    let content = Array(text.utf8)
    guard Base64.length(of: content.count) <= Self.longest else { return nil }
    let plain = Array("\u{1B}]52;c;".utf8) + Base64.encode(content) + [0x07]
    let type = environment["TERM"] ?? ""
    if Self.isSet("TMUX", environment) || type.hasPrefix("tmux") {
      // tmux takes the plain sequence with `set-clipboard on`, the wrapped one with `allow-passthrough on`.
      bytes = plain + Self.throughTmux(plain)
    } else if Self.isSet("STY", environment) {
      bytes = Self.throughScreen(plain)
    } else if type.hasPrefix("screen") {
      // Over SSH: GNU screen, or a tmux that uses that name. Each ignores the sequence for the other.
      bytes = plain + Self.throughScreen(plain)
    } else {
      bytes = plain
    }
  }

  private static func isSet(_ variable: String, _ environment: [String: String]) -> Bool {
    environment[variable]?.isEmpty == false
  }

  /// `ESC P tmux; … ESC \`, with every inner ESC doubled.
  private static func throughTmux(_ sequence: [UInt8]) -> [UInt8] {
    Array("\u{1B}Ptmux;".utf8) + sequence.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] } + stringEnd
  }

  /// `ESC P … ESC \` repeated: screen drops a string of more than 768 bytes.
  private static func throughScreen(_ sequence: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = sequence[...]
    while !rest.isEmpty {
      result += Array("\u{1B}P".utf8) + rest.prefix(screenChunk) + stringEnd
      rest = rest.dropFirst(screenChunk)
    }
    return result
  }

  private static let screenChunk = 500
  private static let stringEnd = Array("\u{1B}\\".utf8)
}

extension Screen {
  public func send(_ clipboard: ClipboardSequence) {
    guard regain() else { return }
    Capabilities.send(clipboard.bytes)
  }
}

/// `[0x68, 0x69]` -> `aGk=`, without line breaks.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(length(of: bytes.count))
    var index = 0
    while index < bytes.count {
      let group = bytes[index..<min(index + 3, bytes.count)]
      index += 3
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return result
  }

  static func length(of byteCount: Int) -> Int { (byteCount + 2) / 3 * 4 }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
