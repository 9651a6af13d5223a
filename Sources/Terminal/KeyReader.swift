import CNcurses
import Canvas
import Glibc

/// Reads what curses has for us, without waiting and without drawing.
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
    // First: curses reads the keys from terminfo now, and changes to them would be lost before.
    keypad(pad, true)
    // terminfo has only the first bytes of a report; what follows them would be taken for letters.
    keyok(KEY_MOUSE, false)
    pasteBegin = Self.code(of: KeyAssembler.pasteBegin, ifNew: Self.firstFreeCode)
    pasteEnd = Self.code(of: KeyAssembler.pasteEnd, ifNew: Self.firstFreeCode + 1)
  }

  /// Arrow keys as terminfo has them; `endwin` switches it off, and curses on again only after the next key.
  func enableKeypad() {
    keypad(pad, true)
  }

  struct Reading {
    var keys: [Key]
    /// More may be waiting: read again soon.
    var isCut: Bool
  }

  private var lastRead = ContinuousClock.now

  /// So many bytes at a time, so that keys which arrive without a pause are drawn and obeyed meanwhile.
  private static let most = 16_384

  /// Nil when the terminal is gone.
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

  /// Readable, and yet nothing to read.
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
    default: .key(CursesKey.key(for: code), sent: Self.bytes(of: code))
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
}

/// The keys that terminfo names.
enum CursesKey {
  /// Nil for keys that nothing here uses, the mouse and shifted arrows for example.
  static func key(for code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME, KEY_FIND, KEY_A1: .home
    case KEY_END, KEY_SELECT, KEY_C1: .end
    case KEY_PPAGE, KEY_A3: .pageUp
    case KEY_NPAGE, KEY_C3: .pageDown
    case KEY_IC: .insert
    case KEY_DC: .delete
    case KEY_BACKSPACE: .backspace
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
    default: nil
    }
  }
}
