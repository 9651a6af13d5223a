import CNcurses
import Canvas
import Glibc

@MainActor
struct KeyReader {
  /// `wgetch` on a window refreshes it first; on a pad it only reads.
  private let pad: UnsafeMutablePointer<WINDOW>?
  private let pasteBegin: Int32
  private let pasteEnd: Int32
  private var assembler = KeyAssembler()

  init() {
    pad = newpad(1, 1)
    nodelay(pad, true)
    // First: this reads the keys from terminfo and would undo the changes below.
    keypad(pad, true)
    // terminfo has only the first bytes of a mouse report; the rest would be read as letters.
    keyok(KEY_MOUSE, false)
    pasteBegin = Self.code(of: KeyAssembler.pasteBegin, ifNew: Self.firstFreeCode)
    pasteEnd = Self.code(of: KeyAssembler.pasteEnd, ifNew: Self.firstFreeCode + 1)
  }

  /// `endwin` turns arrow keys off, and curses turns them on only after the next key.
  func enableKeypad() { keypad(pad, true) }

  struct Reading {
    var keys: [Key]
    var isCut: Bool
  }

  private var lastRead = ContinuousClock.now

  /// Bounded, so that a flood of keys is drawn and obeyed in between.
  private static let most = 16_384

  mutating func readKeys() -> Reading? {
    var tokens: [KeyAssembler.Token] = []
    while tokens.count < Self.most {
      let code = wgetch(pad)
      if code == ERR { break }
      if let token = token(code) { tokens.append(token) }
    }
    let isCut = tokens.count >= Self.most
    if tokens.isEmpty, !assembler.holdsBack, hasEnded { return nil }
    let now = ContinuousClock.now
    let silence = (now - lastRead) / .seconds(1)
    lastRead = now
    return Reading(keys: assembler.keys(from: tokens, isCut: isCut, silence: silence), isCut: isCut)
  }

  /// Readable, but without bytes.
  private var hasEnded: Bool {
    var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, 0) > 0 else { return false }
    if Int32(state.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    return terminal_unread(STDIN_FILENO) == 0
  }

  private func token(_ code: Int32) -> KeyAssembler.Token? {
    switch code {
    case 0...255: .byte(UInt8(code))
    case pasteBegin: .pasteBegin
    case pasteEnd: .pasteEnd
    case KEY_RESIZE: nil
    default: .key(Self.key(for: code), sent: Self.bytes(of: code))
    }
  }

  /// Above the codes that curses gives to names of its own from terminfo.
  private static let firstFreeCode: Int32 = 0x2000

  private static func code(of sequence: [UInt8], ifNew code: Int32) -> Int32 {
    let text = sequence.map { CChar(bitPattern: $0) } + [0]
    let known = key_defined(text)
    if known > 0 { return known }
    define_key(text, code)
    return code
  }

  private static func bytes(of code: Int32) -> [UInt8] {
    guard let sequence = keybound(code, 0) else { return [] }
    defer { free(sequence) }
    return Array(String(cString: sequence).utf8)
  }

  private static func key(for code: Int32) -> Key? {
    KEY_F0 + 1...KEY_F0 + 63 ~= code ? .function(Int(code - KEY_F0)) : keys[code]
  }

  private static let keys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home, KEY_FIND: .home,
    KEY_A1: .home, KEY_END: .end, KEY_SELECT: .end, KEY_C1: .end, KEY_PPAGE: .pageUp, KEY_A3: .pageUp,
    KEY_NPAGE: .pageDown, KEY_C3: .pageDown, KEY_IC: .insert, KEY_DC: .delete, KEY_BACKSPACE: .backspace,
    KEY_ENTER: .enter, KEY_BTAB: .backTab,
  ]
}
