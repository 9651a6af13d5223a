import Synchronization

@testable import Canvas

/// The table, counting how often it is asked: what was not asked for was not looked at.
final class CountedWidth: Sendable {
  private let calls = Mutex(0)

  var count: Int { calls.withLock { $0 } }

  var width: CellWidth {
    CellWidth { scalar in
      self.calls.withLock { $0 += 1 }
      return CellWidth.table.columns(scalar)
    }
  }
}
