import BrowserCore
import Canvas
import Glibc
import Terminal

/// Keys that were read and not obeyed yet. Only a flood of them has to wait: one that would otherwise keep the screen
/// still, and Ctrl-C unseen, until it ends.
struct WaitingKeys {
  private var keys: [Key] = []
  private var next = 0
  private var dropped = 0

  /// Hardly longer than somebody holds a key down before looking.
  private static let slice = Duration.milliseconds(100)
  /// Some seconds of a flood, and a few megabytes.
  private static let most = 1 << 17

  var isEmpty: Bool { next >= keys.count }

  /// - Returns: true if Ctrl-C is among them and earlier keys still wait: it overtakes them.
  mutating func add(_ more: [Key]) -> Bool {
    guard !isEmpty else {
      keys = more
      next = 0
      return false
    }
    if more.contains(.control("c")) { return true }
    let room = max(0, Self.most - (keys.count - next))
    keys.append(contentsOf: more.prefix(room))
    dropped += more.count - min(room, more.count)
    return false
  }

  /// Hands them out in order until there are no more, or until it is time to draw.
  ///
  /// - Returns: whether none is left.
  mutating func obey(_ body: (Key) -> Void) -> Bool {
    let start = ContinuousClock.now
    while next < keys.count {
      let key = keys[next]
      next += 1
      body(key)
      if ContinuousClock.now - start > Self.slice { break }
    }
    if next > keys.count / 2 {
      keys.removeFirst(min(next, keys.count))
      next = 0
    }
    return isEmpty
  }

  /// How many there was no room for, once the flood is over.
  mutating func takeDropped() -> Int? {
    guard isEmpty, dropped > 0 else { return nil }
    defer { dropped = 0 }
    return dropped
  }
}

/// The clipboard of the machine that one sits at: the terminal's, or for what terminals do not take a program's.
@MainActor struct Clipboard {
  private let screen: Screen
  private let environment: [String: String]

  init(screen: Screen, environment: [String: String]) {
    self.screen = screen
    self.environment = environment
  }

  func copy(_ text: String) async -> CopyOutcome {
    let bytes = text.utf8.count
    if let sequence = ClipboardSequence(text, environment: environment) {
      screen.send(sequence)
      // As it is set up by default tmux ignores the sequence of a program in it, but not its own command.
      if isSet("TMUX") { _ = await Self.give(text, to: Self.tmux, environment) }
      return .sentToTerminal(bytes: bytes)
    }
    for words in programs where await Self.give(text, to: words, environment) {
      return .given(to: words[0], bytes: bytes)
    }
    return .tooLong(bytes: bytes)
  }

  private static let tmux = ["tmux", "load-buffer", "-w", "-"]

  private var programs: [[String]] {
    var programs: [[String]] = []
    if isSet("WAYLAND_DISPLAY") { programs.append(["wl-copy"]) }
    if isSet("DISPLAY") { programs += [["xclip", "-selection", "clipboard"], ["xsel", "-b", "-i"]] }
    programs.append(["pbcopy"])
    if isSet("TMUX") { programs.append(Self.tmux) }
    return programs
  }

  private func isSet(_ variable: String) -> Bool { environment[variable]?.isEmpty == false }

  /// - Returns: whether it took the text. Some stay behind as the clipboard's owner, and let go of us first.
  nonisolated private static func give(
    _ text: String, to words: [String], _ environment: [String: String]
  ) async -> Bool {
    await Task.detached(executorPreference: QueueExecutor(label: "memtui.clipboard")) {
      guard let input = try? UnnamedFile(environment: environment, likely: .short),
        (try? input.append(Array(text.utf8))) != nil, (try? input.rewind()) != nil
      else { return false }
      let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
      defer { close(nowhere) }
      let streams = ChildProcess.Streams(input: input.descriptor, output: nowhere, error: nowhere)
      let child = try? ChildProcess(words, environment: environment, streams: streams)
      return withExtendedLifetime(input) { child?.wait()?.isGood ?? false }
    }.value
  }
}
