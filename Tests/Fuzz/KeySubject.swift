import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Terminal

/// The same bytes give the same keys, wherever a read cuts them, and no keys crash a session. The first byte places the
/// cuts.
enum KeySubject {
  @MainActor static func check(_ input: [UInt8]) throws(Finding) {
    let tokens = input.dropFirst().map(KeyAssembler.Token.byte)
    let keys = keys(of: tokens, cutEvery: .max)
    let step = 1 + Int(input.first ?? 0)
    let cut = Self.keys(of: tokens, cutEvery: step)
    try require(cut == keys, "cut every \(step) bytes, \(keys) are \(cut)")
    try press(keys)
  }

  /// Cuts as a flood of bytes is cut: each part but the last is known to continue.
  static func keys(of tokens: [KeyAssembler.Token], cutEvery step: Int) -> [Key] {
    var assembler = KeyAssembler()
    var keys: [Key] = []
    var rest = tokens[...]
    while rest.count > step {
      keys += assembler.keys(from: Array(rest.prefix(step)), isCut: true)
      rest = rest.dropFirst(step)
    }
    return keys + assembler.keys(from: Array(rest))
  }

  private static let mostKeys = 300

  @MainActor private static func press(_ keys: [Key]) throws(Finding) {
    let session = Session([.factual: 25, .preference: 3, .tool: 1], pageSize: 10)
    session.send(.started)
    do {
      try session.answer()
      for (number, key) in keys.prefix(mostKeys).enumerated() {
        session.press(key)
        if number % 4 == 3 { try session.answer() }
        if number % 32 == 31 { try checkScreen(of: session) }
      }
    } catch let finding as Finding {
      throw finding
    } catch {
      throw Finding("the answer of the test was refused: \(error)")
    }
    session.finishSearch()
    try checkScreen(of: session)
  }

  @MainActor private static func checkScreen(of session: Session) throws(Finding) {
    try TextSubject.checkCells(of: session.frame.canvas)
  }
}
