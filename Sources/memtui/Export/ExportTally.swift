import MemoryModel
import Synchronization
import TUI

/// What an export has done so far, told from several threads.
final class ExportTally: Sendable {
  struct Counts: Sendable, Hashable {
    var rows = 0
    var pages = 0
    /// HTTP requests: they cost quota.
    var calls = 0
    /// How many pages the service says there are.
    var expectedPages: Int?

    /// `12,300 memories, 123 pages, 125 calls`.
    var words: String { "\(rowWords), \(callWords)" }

    var rowWords: String { Self.counted(rows, "memory", "memories") }

    var callWords: String {
      "\(Self.counted(pages, "page", "pages")), \(Self.counted(calls, "call", "calls"))"
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count.grouped) \(count == 1 ? one : many)"
    }
  }

  private let state = Mutex(Counts())
  private let isOver = Mutex(false)
  private let filterFindings: Mutex<FilterFindings>

  /// - Parameter findings: about the filter, before any row came.
  init(findings: FilterFindings) {
    filterFindings = Mutex(findings)
  }

  var findings: FilterFindings { filterFindings.withLock { $0 } }

  var counts: Counts { state.withLock { $0 } }

  /// True for the first: a signal and a failure may come at the same time, and one of them says how it ended.
  func endsFirst() -> Bool {
    isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
  }

  func called() {
    state.withLock { $0.calls += 1 }
  }

  func arrived(_ memories: [Memory], expectedPages: Int?) {
    filterFindings.withLock { $0.add(memories) }
    state.withLock { counts in
      counts.rows += memories.count
      counts.pages += 1
      counts.expectedPages = expectedPages
    }
  }
}
