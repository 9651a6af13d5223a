import Canvas

extension KeyAssembler {
  /// After an ESC: a sequence, if it was sent in one go, or the key Escape.
  mutating func escape(_ rest: inout ArraySlice<Token>) -> [Key] {
    guard case .byte(let introducer)? = rest.first else { return [.escape] }
    switch introducer {
    case UInt8(ascii: "["):
      guard rest.count > 1 else { return [.escape] }
      rest.removeFirst()
      return sequence(after: [], in: &rest)
    case UInt8(ascii: "O"):
      guard case .byte(let final)? = rest.dropFirst().first, (0x40...0x7E).contains(final) else {
        return [.escape]
      }
      rest.removeFirst(2)
      return Self.singleShift(final).map { [$0] } ?? []
    // OSC, DCS, SOS, PM, APC: strings from the terminal, to their BEL or ESC \.
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      guard let end = Self.endOfString(rest) else { return [.escape] }
      rest = rest[end...]
      return []
    default:
      return [.escape]
    }
  }

  /// After `ESC [`: parameters up to the final byte. What is cut short waits for the rest.
  mutating func sequence(after begun: [UInt8], in rest: inout ArraySlice<Token>) -> [Key] {
    var collected = begun
    while case .byte(let byte)? = rest.first {
      switch byte {
      case 0x20...0x3F:
        collected.append(byte)
        rest.removeFirst()
      case 0x40...0x7E:
        rest.removeFirst()
        return finish(collected, final: byte, rest: &rest)
      default:
        return []
      }
    }
    if rest.isEmpty { parameters = collected }
    return []
  }

  private mutating func finish(_ parameters: [UInt8], final: UInt8, rest: inout ArraySlice<Token>) -> [Key] {
    switch (String(decoding: parameters, as: UTF8.self), final) {
    case ("", UInt8(ascii: "M")):
      rest = rest.dropFirst(3)
      return []
    case ("", UInt8(ascii: "[")):
      rest = rest.dropFirst()
      return []
    case ("200", UInt8(ascii: "~")):
      paste = []
      return []
    case (let report, UInt8(ascii: "M")) where report.hasPrefix("<"):
      return Self.mouse(report.dropFirst()).map { [$0] } ?? []
    case ("", _):
      return Self.cursorKey(final).map { [$0] } ?? []
    case (let number, UInt8(ascii: "~")):
      return Int(number).flatMap(Self.editingKey).map { [$0] } ?? []
    default:
      return []
    }
  }

  private static func cursorKey(_ final: UInt8) -> Key? {
    switch Unicode.Scalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "Z": .backTab
    default: nil
    }
  }

  private static func singleShift(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    case UInt8(ascii: "M"): .enter
    // The numeric keypad sends `O j`…`O y` for `*`…`9`.
    case 0x6A...0x79: .character(Character(Unicode.Scalar(final - 0x40)))
    default: cursorKey(final)
    }
  }

  private static func editingKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  private static func endOfString(_ rest: ArraySlice<Token>) -> Int? {
    for index in rest.indices {
      if rest[index] == .byte(0x07) { return index + 1 }
      if rest[index] == .byte(0x1B), index + 1 < rest.endIndex, rest[index + 1] == .byte(0x5C) {
        return index + 2
      }
    }
    return nil
  }
}
