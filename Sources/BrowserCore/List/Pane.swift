/// Where one category's list stands.
public struct Pane: Sendable, Hashable {
  /// The row under the cursor, 0 in an empty list.
  public internal(set) var cursor = 0
  /// The first row that is shown.
  public internal(set) var top = 0

  /// Keeps the cursor in the list and on the screen.
  mutating func settle(count: Int, rows: Int) {
    cursor = max(0, min(cursor, count - 1))
    if cursor < top { top = cursor }
    if cursor >= top + rows { top = cursor - rows + 1 }
    top = max(0, min(top, count - rows))
  }
}

/// Where the preview stands; `v` goes round.
public enum PreviewPlacement: Sendable, Hashable, CaseIterable {
  case below
  case beside
  case off

  var next: PreviewPlacement {
    switch self {
    case .below: .beside
    case .beside: .off
    case .off: .below
    }
  }
}
