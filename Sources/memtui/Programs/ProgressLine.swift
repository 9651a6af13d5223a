import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import Synchronization
import SystemPackage
import TUI

/// One line on the terminal that says how far a program is, drawn again and again. Nothing is drawn elsewhere.
final class ProgressLine: Sendable {
  private struct Line {
    var isThere = false
    var drawn: ContinuousClock.Instant?
    var hasStopped = false
    var signals: EndingSignals?
  }

  private let isShown: Bool
  private let start = ContinuousClock.now
  private let line = Mutex(Line())

  private static let interval = Duration.milliseconds(100)

  init(environment: [String: String]) {
    isShown = StandardError.isTerminal && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  func draw(_ counts: ExportTally.Counts) {
    draw(Self.text(counts, seconds: (ContinuousClock.now - start) / .seconds(1), columns: Self.columns()))
  }

  func draw(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    line.withLock { line in
      let now = ContinuousClock.now
      if line.hasStopped { return }
      if let drawn = line.drawn, now - drawn < Self.interval { return }
      line.drawn = now
      line.isThere = true
      StandardError.redrawLine(String(text().prefix(max(0, Self.columns() - 1))))
    }
  }

  func report(retry report: CallReport, page: Int) {
    guard isShown, case .retrying = report else { return }
    clear()
    StandardError.report(retry: report, of: "Page \(page)")
  }

  /// The last line, in place of the progress; `path` is nil for standard output.
  func end(_ counts: ExportTally.Counts, path: String?) {
    guard isShown else { return }
    clear()
    let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
    let place = path.map { "to \(printable(SystemCalls.fullPath($0), limit: 4_096))" } ?? "to standard output"
    StandardError.report(
      "Wrote \(counts.memoryCount) \(place): \(counts.callCount), \(tenths / 10).\(tenths % 10) s.")
  }

  func clear() {
    line.withLock { line in
      if line.isThere { StandardError.redrawLine(nil) }
      line.isThere = false
    }
  }

  /// Clears it for good: another thread may be about to draw.
  func stop() {
    line.withLock { $0.hasStopped = true }
    clear()
  }

  /// For a program that leaves nothing behind: Ctrl-C clears the line and ends the process.
  func endOnSignals() {
    line.withLock { line in
      line.signals = EndingSignals { [self] number in
        stop()
        // In milliseconds: a terminal that takes no bytes must not delay the end.
        StandardError.report("Interrupted.", patience: 1000)
        exitProcess(128 + number)
      }
    }
  }

  /// `[#####-----] 12,300 memories, 123 pages, 125 calls, 4,100/s, 3 s left`
  static func text(_ counts: ExportTally.Counts, seconds: Double, columns: Int) -> String {
    var text = ""
    if let expected = counts.expectedPages, expected > 0 {
      let full = min(20, counts.pages * 20 / expected)
      text = "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: 20 - full))] "
    }
    text += counts.summary
    if seconds > 0 { text += ", \(Int(Double(counts.rows) / seconds).grouped)/s" }
    if let expected = counts.expectedPages, counts.pages > 0, expected > counts.pages {
      let left = seconds / Double(counts.pages) * Double(expected - counts.pages)
      // A month: then the number of pages is not to be believed.
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

extension ExportRun {
  /// Counts what it does, and shows it.
  init(
    client: MemOSClient, executor: QueueExecutor, depth: ReadingDepth = .records, _ tally: ExportTally,
    _ progress: ProgressLine
  ) {
    self.init(
      client: client, executor: executor, depth: depth,
      reported: { report, page in
        if report == .sent { tally.called() }
        progress.report(retry: report, page: page)
      },
      arrived: { memories, walk in
        tally.arrived(memories, walk)
        progress.draw(tally.counts)
      })
  }
}
