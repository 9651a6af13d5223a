import Canvas

/// `1B 5B 41` is ↑, `E4 B8 AD` is 中, a lone `1B` is Escape. Unknown sequences are dropped whole.
package struct KeyAssembler: Sendable {
  package enum Token: Sendable, Hashable {
    case byte(UInt8)
    /// A key from terminfo, nil if memtui does not use it, and the bytes that the terminal sent.
    case key(Key?, sent: [UInt8])
    case pasteBegin
    case pasteEnd
  }

  private var character: [UInt8] = []
  /// Of a sequence whose end has not arrived.
  private var parameters: [UInt8]?
  private var paste: [UInt8]?
  private var heldBack: [Token] = []
  private var stringEnd = StringEnd()

  package init() {}
  package var holdsBack: Bool { !heldBack.isEmpty }

  /// `isCut` holds an unfinished sequence back: more bytes may come. `silence`, in seconds, lets a key end a paste.
  package mutating func keys(from tokens: [Token], isCut: Bool = false, silence: Double = 0) -> [Key] {
    var keys: [Key] = []
    if let pasted = paste, !tokens.isEmpty,
      silence > Self.longestStall || silence > Self.shortStall && tokens == [.byte(0x03)]
    {
      keys.append(.paste(String(decoding: pasted, as: UTF8.self)))
      paste = nil
    }
    var rest = (heldBack + tokens)[...]
    heldBack = []
    stringEnd = StringEnd()
    if let begun = parameters {
      parameters = nil
      keys += sequence(after: begun, in: &rest)
    }
    while let token = rest.popFirst() {
      if paste != nil {
        continuePaste(token, into: &keys)
        continue
      }
      if isCut, token == .byte(0x1B), isUnfinished(rest) {
        heldBack = [token] + rest
        break
      }
      switch token {
      case .byte(let byte): keys += self.keys(for: byte, rest: &rest)
      case .key(let key, _): keys += unfinishedCharacter() + (key.map { [$0] } ?? [])
      case .pasteBegin:
        keys += unfinishedCharacter()
        paste = []
      case .pasteEnd: break
      }
    }
    return keys
  }

  private mutating func keys(for byte: UInt8, rest: inout ArraySlice<Token>) -> [Key] {
    if byte >= 0x80 { return continueCharacter(byte) }
    let repaired = unfinishedCharacter()
    switch byte {
    case 0x1B: return repaired + escape(&rest)
    case 0x09: return repaired + [.tab]
    case 0x0A, 0x0D: return repaired + [.enter]
    case 0x08, 0x7F: return repaired + [.backspace]
    case 0x01...0x1A: return repaired + [.control(Character(Unicode.Scalar(byte + 0x60)))]
    case 0x00...0x1F: return repaired + [.control(Character(Unicode.Scalar(byte + 0x40)))]
    default: return repaired + [.character(Character(Unicode.Scalar(byte)))]
    }
  }

  private mutating func continueCharacter(_ byte: UInt8) -> [Key] {
    var keys: [Key] = []
    if byte >= 0xC0 {
      keys = unfinishedCharacter()
    } else if character.isEmpty {
      return [.character("\u{FFFD}")]
    }
    character.append(byte)
    let length = character[0] < 0xE0 ? 2 : character[0] < 0xF0 ? 3 : 4
    guard character.count == length else { return keys }
    defer { character = [] }
    return keys + String(decoding: character, as: UTF8.self).unicodeScalars.map { .character(Character($0)) }
  }

  private mutating func unfinishedCharacter() -> [Key] {
    guard !character.isEmpty else { return [] }
    character = []
    return [.character("\u{FFFD}")]
  }

  /// In seconds.
  private static let shortStall = 0.5
  private static let longestStall = 5.0
  /// In bytes: no input line takes as much. The rest is dropped.
  private static let longestPaste = 16 << 20

  private mutating func continuePaste(_ token: Token, into keys: inout [Key]) {
    if let count = paste?.count, count >= Self.longestPaste + Self.pasteEnd.count {
      paste?.removeSubrange(Self.longestPaste..<count - Self.pasteEnd.count + 1)
    }
    switch token {
    case .byte(let byte): paste?.append(byte)
    case .key(_, let sent): paste?.append(contentsOf: sent)
    case .pasteBegin: paste?.append(contentsOf: Self.pasteBegin)
    case .pasteEnd: paste?.append(contentsOf: Self.pasteEnd)
    }
    // Compared as bytes: on a slow link the end arrives in pieces, which curses does not join.
    guard let pasted = paste, pasted.last == Self.pasteEnd.last, pasted.suffix(6) == Self.pasteEnd[...] else {
      return
    }
    keys.append(.paste(String(decoding: pasted.dropLast(6), as: UTF8.self)))
    paste = nil
  }

  /// In bytes: mouse reports and function keys with modifiers are shorter.
  private static let longestSequence = 64

  /// What follows an ESC may be a part of a sequence whose other part is not read yet.
  private mutating func isUnfinished(_ rest: ArraySlice<Token>) -> Bool {
    guard case .byte(let introducer)? = rest.first else { return rest.isEmpty }
    switch introducer {
    case UInt8(ascii: "["):
      let parameters = rest.dropFirst().prefix { if case .byte(0x20...0x3F) = $0 { true } else { false } }
      let last = rest[parameters.endIndex...]
      switch last.first {
      case nil: return rest.count < Self.longestSequence
      case .byte(UInt8(ascii: "M")): return parameters.isEmpty && last.count <= Self.mouseBytes
      case .byte(UInt8(ascii: "[")): return parameters.isEmpty && last.count == 1
      default: return false
      }
    case UInt8(ascii: "O"): return rest.count < 2
    case _ where Self.beginsString(introducer):
      return stringEnd.index(after: rest) == nil && rest.count < StringEnd.longestString
    default: return false
    }
  }

  /// The old mouse report, `ESC [ M` and three bytes, which memtui does not ask for.
  private static let mouseBytes = 3

  /// OSC, DCS, SOS, PM, APC: strings of the terminal, up to BEL or ESC \.
  private static func beginsString(_ introducer: UInt8) -> Bool { "]PX^_".utf8.contains(introducer) }

  static let pasteBegin = Array("\u{1B}[200~".utf8)
  static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// After an ESC: a sequence if it was sent at once, else the key Escape.
  private mutating func escape(_ rest: inout ArraySlice<Token>) -> [Key] {
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
    case _ where Self.beginsString(introducer):
      guard let end = stringEnd.index(after: rest) else { return [.escape] }
      rest = rest[end...]
      return []
    default: return [.escape]
    }
  }

  /// After `ESC [`: parameters up to the final byte. A sequence that is cut waits for the rest.
  private mutating func sequence(after begun: [UInt8], in rest: inout ArraySlice<Token>) -> [Key] {
    var collected = begun
    while case .byte(let byte)? = rest.first {
      switch byte {
      case 0x20...0x3F:
        collected.append(byte)
        rest.removeFirst()
      case 0x40...0x7E:
        rest.removeFirst()
        return finish(collected, final: byte, rest: &rest)
      default: return []
      }
    }
    if rest.isEmpty { parameters = collected }
    return []
  }

  private mutating func finish(_ parameters: [UInt8], final: UInt8, rest: inout ArraySlice<Token>) -> [Key] {
    switch (String(decoding: parameters, as: UTF8.self), final) {
    case ("", UInt8(ascii: "M")):
      rest = rest.dropFirst(Self.mouseBytes)
      return []
    case ("", UInt8(ascii: "[")):
      rest = rest.dropFirst()
      return []
    case ("200", UInt8(ascii: "~")):
      paste = []
      return []
    case (let report, UInt8(ascii: "M")) where report.hasPrefix("<"):
      return Self.mouse(report.dropFirst()).map { [$0] } ?? []
    case ("", _): return Self.cursorKey(final).map { [$0] } ?? []
    case (let number, UInt8(ascii: "~")): return Int(number).flatMap(Self.editingKey).map { [$0] } ?? []
    default: return []
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

  /// Mode 1006, counted from 1: `0;3;4` is a left press at (2, 3), `64` and `65` are the wheel.
  private static func mouse(_ parameters: some StringProtocol) -> Key? {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
      (1...Self.farthest).contains(column), (1...Self.farthest).contains(row)
    else { return nil }
    let action: MouseReport.Action
    // Shift, Meta and Ctrl (4, 8 and 16) make no difference.
    switch button & ~(4 | 8 | 16) {
    case 0: action = .press
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return .mouse(MouseReport(action, x: column - 1, y: row - 1))
  }

  /// Beyond any screen, and sums with it do not overflow.
  private static let farthest = 1 << 16
}

/// Where the next string of the terminal ends. The same bytes are not searched twice: `ESC ] ESC ] …` without an end would
/// take as many searches as it has bytes.
private struct StringEnd {
  /// In bytes, with the introducer. What is longer is not a string.
  static let longestString = 4_096

  private enum Found {
    case nothing
    case none(from: Int)
    case terminator(Range<Int>)
  }

  private var found = Found.nothing

  /// Behind the first BEL or ESC \; nil if it is too far away.
  mutating func index(after rest: ArraySlice<KeyAssembler.Token>) -> Int? {
    let isKnown =
      switch found {
      case .nothing: false
      case .none(let start): start <= rest.startIndex
      case .terminator(let range): range.lowerBound >= rest.startIndex
      }
    if !isKnown { search(rest) }
    guard case .terminator(let range) = found, range.upperBound - rest.startIndex <= Self.longestString else {
      return nil
    }
    return range.upperBound
  }

  private mutating func search(_ rest: ArraySlice<KeyAssembler.Token>) {
    for index in rest.indices {
      if rest[index] == .byte(0x07) {
        found = .terminator(index..<index + 1)
        return
      }
      if rest[index] == .byte(0x1B), index + 1 < rest.endIndex, rest[index + 1] == .byte(0x5C) {
        found = .terminator(index..<index + 2)
        return
      }
    }
    found = .none(from: rest.startIndex)
  }
}
