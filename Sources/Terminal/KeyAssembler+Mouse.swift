import Canvas

extension KeyAssembler {
  /// What stands between `ESC [ <` and `M` in mode 1006: button, column and row, counted from 1. `0;3;4` is a press
  /// of the left button at (2, 3); `64` and `65` are the wheel. Nil for other buttons, and for what is none.
  static func mouse(_ parameters: some StringProtocol) -> Key? {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
      (1...Self.farthest).contains(column), (1...Self.farthest).contains(row)
    else { return nil }
    let action: MouseReport.Action
    // Shift, Meta and Ctrl are 4, 8 and 16, and make no difference here.
    switch button & ~(4 | 8 | 16) {
    case 0: action = .press
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return .mouse(MouseReport(action, x: column - 1, y: row - 1))
  }

  /// Nothing is beyond it on any screen, and sums with it do not overflow.
  private static let farthest = 1 << 16
}
