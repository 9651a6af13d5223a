import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI

/// One event for the program. Its meaning does not depend on earlier steps, so a sequence can be shortened by leaving
/// steps out.
enum Step {
  case key(Key)
  case type(String)
  /// Several keys that belong together.
  case keys([Key])
  /// The requested page arrives.
  case answer
  /// The answer to, or the failure of, a cancelled request arrives.
  case lateAnswer, lateFailure
  case fail(ServiceError.Reason)
  case record, recordFailure
  /// The service's memories change.
  case change(UInt64)
  case resize(Int, Int)
  case pass(minutes: Int)
  case tick
  case watchDue
  case filterEdited(String)
  case copied
  case exportProgressed
  case exportEnded(ExportOutcome)
  case remembered
  case measured(megabytes: Int)
  case suspendAndContinue
}

extension Step {
  private static let keys: [Key] =
    [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .tab, .backTab, .escape, .backspace,
      .delete,
    ]
    + [.function(1), .function(5)]
    + "jkhlgGvtruwfF+?:!/nN&&sS0iox yeDJpEc[]q1234-".map { .character($0) }
    + "bdefklnorsuwyz".map { .control($0) }

  private static let oftenUsed: [Key] =
    [.enter, .escape, .down, .up, .tab, .pageDown, .control("n")] + "jk[]Gr12/fJcwi".map { .character($0) }

  private static let texts = [
    "scene", "Payment", "info.tier", "gold", "create_time", "7d", ">=", "tags", "the", "a", "user", "refresh",
    "scene=Payment", "info.tier=gold or scene=Travel", "confidence>0.5", "memory_type:user", "\"",
    "memos_user_123", "memos_user_456", "nobody",
    "支付", "e\u{301}",
    "👩‍👩‍👧‍👦", "2025-12-01..today", "/tmp/memories.csv", "id factual 3", "NaN", "(((",
  ]

  private static func keys(of text: String) -> [Key] { text.map { .character($0) } }

  private static let phrases = [
    "u memos_user_456 Enter", "u memos_user_123 Enter", "u nobody Enter", "f scene Tab Tab Payment Enter",
    "f Ctrl-K Enter", ": info.tier=gold Enter", "/ e Ctrl-N Enter", "/ e Enter &", "& confidence>0.5 Enter",
    "& e Enter G G", "G G", "e Up Up /tmp/x Enter", "s G",
    "s PgDn PgDn", "S g", "D memos_user_456 Enter", "D nobody Enter", "D Down Enter",
  ].map(Key.keys)

  static func random(_ random: inout RandomSource) -> Step {
    switch random.below(100) {
    case 0..<30: return .key(random.element(of: oftenUsed))
    case 30..<58: return .key(random.element(of: keys))
    case 58..<62: return .type(random.element(of: texts))
    case 62: return .keys(random.element(of: phrases))
    case 63:
      return .keys(
        [.character(random.element(of: [":", "/", "&"]))] + keys(of: random.element(of: texts)) + [.enter])
    case 64..<80: return .answer
    case 80: return .lateAnswer
    case 81: return .lateFailure
    case 82:
      return .fail(
        random.element(of: [.status(503, message: "busy"), .timedOut(seconds: 30), .refused(host: "h")]))
    case 83: return .record
    case 84: return .recordFailure
    case 85, 86: return .change(random.next())
    case 87, 88:
      return .resize(
        random.element(of: [40, 41, 60, 80, 120, 200, 30]), random.element(of: [10, 11, 24, 36, 50, 8]))
    case 89: return .pass(minutes: random.element(of: [1, 3, 61, 2000]))
    case 90: return .tick
    case 91, 92: return .watchDue
    case 93:
      return .filterEdited(
        random.element(of: [
          #"{"and":[{"scene":"Payment"}]}"#, #"{"or":[{"x":{"like":"y"}}]}"#, "{", "", "{}",
        ]))
    case 94: return .copied
    case 95: return .exportProgressed
    case 96:
      return .exportEnded(
        random.element(of: [.written(rows: 3), .fileExists, .notWritten("No space left on device")]))
    case 97: return .remembered
    case 98: return .measured(megabytes: random.element(of: [1, 300, 3]))
    case 99 where random.once(in: 3): return .suspendAndContinue
    default:
      let action = random.element(of: [MouseReport.Action.press, .wheelUp, .wheelDown])
      return .key(.mouse(MouseReport(action, x: random.below(200), y: random.below(50))))
    }
  }
}

extension Step: CustomStringConvertible {
  var description: String {
    switch self {
    case .key(.mouse(let report)): "mouse \(report.action) at \(report.x),\(report.y)"
    case .key(let key): "key \(key.name)"
    case .type(let text): "type \(text)"
    case .keys(let keys): "keys \(keys.map(\.name).joined(separator: " "))"
    case .answer: "the page arrives"
    case .lateAnswer: "an answer to a cancelled request arrives"
    case .lateFailure: "a cancelled request fails"
    case .fail(let reason): "the request fails: \(reason)"
    case .record: "the memory arrives"
    case .recordFailure: "the request for the memory fails"
    case .change(let number): "the service changes (\(number))"
    case .resize(let width, let height): "resize to \(width)x\(height)"
    case .pass(let minutes): "\(minutes) minutes pass"
    case .tick: "tick"
    case .watchDue: "the watch is due"
    case .filterEdited(let text): "the editor leaves \(text)"
    case .copied: "copied"
    case .exportProgressed: "the export progresses"
    case .exportEnded(let outcome): "the export ends: \(outcome)"
    case .remembered: "the state file is read"
    case .measured(let megabytes): "the process takes \(megabytes) MB"
    case .suspendAndContinue: "suspended and continued"
    }
  }
}
