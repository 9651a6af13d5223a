extension EditedLine {
  /// Carries out what the editing keys say. Other commands do nothing.
  mutating func edit(_ command: BrowserCommand) {
    switch command {
    case .insert(let text): insert(text)
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWord: deleteWord()
    case .clearText: clear()
    case .caretLeft: moveLeft()
    case .caretRight: moveRight()
    case .caretHome: moveHome()
    case .caretEnd: moveEnd()
    default: break
    }
  }
}
