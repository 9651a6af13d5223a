import MemoryModel
import Synchronization

/// What an export has done so far, told from several threads.
final class ExportTally: Sendable {
  struct Counts: Sendable, Hashable {
    var rows = 0
    var pages = 0
    /// HTTP requests: they cost quota.
    var calls = 0
    /// How many pages the service says there are.
    var expectedPages: Int?

    /// `12,300 memories · 123 pages · 125 calls`.
    var words: String {
      [(rows, "memory", "memories"), (pages, "page", "pages"), (calls, "call", "calls")].map {
        count, one, many in
        "\(Self.grouped(count)) \(count == 1 ? one : many)"
      }
      .joined(separator: ", ")
    }

    static func grouped(_ number: Int) -> String {
      let digits = Array(String(number))
      return String(
        digits.enumerated().flatMap { index, digit in
          index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
        })
    }
  }

  private let state = Mutex(Counts())

  var counts: Counts { state.withLock { $0 } }

  func called() {
    state.withLock { $0.calls += 1 }
  }

  func arrived(rows: Int, expectedPages: Int?) {
    state.withLock { counts in
      counts.rows += rows
      counts.pages += 1
      counts.expectedPages = expectedPages
    }
  }
}
