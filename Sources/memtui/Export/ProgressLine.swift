import Glibc
import MemoryModel
import Synchronization
import TUI

/// One line on stderr that is written over and over, only if stderr is a terminal.
final class ProgressLine: Sendable {
  private struct Line {
    var isThere = false
    var drawn: ContinuousClock.Instant?
  }

  private let isShown: Bool
  private let start = ContinuousClock.now
  private let line = Mutex(Line())

  /// More often nobody can read it.
  private static let interval = Duration.milliseconds(100)

  init(environment: [String: String]) {
    isShown = isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  func draw(_ counts: ExportTally.Counts) {
    guard isShown else { return }
    line.withLock { line in
      let now = ContinuousClock.now
      if let drawn = line.drawn, now - drawn < Self.interval { return }
      line.drawn = now
      line.isThere = true
      let text = Self.text(counts, seconds: (now - start) / .seconds(1), columns: Self.columns())
      StandardError.redrawLine(text)
    }
  }

  func say(retry report: CallReport, page: Int) {
    guard isShown, case .retrying = report else { return }
    clear()
    StandardError.say(retry: report, of: "Page \(page)")
  }

  /// The last line, in place of the progress.
  /// - Parameter path: of the file, nil for standard output.
  func end(_ counts: ExportTally.Counts, path: String?) {
    guard isShown else { return }
    clear()
    let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
    let place = path.map { "to \(printable(Destination.fullPath($0), limit: 4_096))" } ?? "to standard output"
    StandardError.say(
      "Wrote \(counts.rowWords) \(place): \(counts.callWords), \(tenths / 10).\(tenths % 10) s.")
  }

  func clear() {
    line.withLock { line in
      if line.isThere { StandardError.redrawLine(nil) }
      line.isThere = false
    }
  }

  /// `[#####-----] 12,300 memories, 123 pages, 125 calls, 4,100/s, 3 s left`; the bar and the time left only where the service says how many pages
  /// there are.
  static func text(_ counts: ExportTally.Counts, seconds: Double, columns: Int) -> String {
    var text = ""
    if let expected = counts.expectedPages, expected > 0 {
      let full = min(20, counts.pages * 20 / expected)
      text = "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: 20 - full))] "
    }
    text += counts.words
    if seconds > 0 { text += ", \(Int(Double(counts.rows) / seconds).grouped)/s" }
    if let expected = counts.expectedPages, counts.pages > 0, expected > counts.pages {
      let left = seconds / Double(counts.pages) * Double(expected - counts.pages)
      // A number of pages that cannot be read in a month is none.
      if left < 2_592_000 {
        text += ", \(left < 100 ? "\(Int(left.rounded(.up))) s" : "\(Int(left / 60)) min") left"
      }
    }
    return String(text.prefix(max(0, columns - 1)))
  }

  private static func columns() -> Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
