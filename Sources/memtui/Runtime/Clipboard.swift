import BrowserCore
import Canvas
import SystemPackage
import Terminal

/// Keys wait here during a flood of keys, so that the screen changes and Ctrl-C works before it ends.
struct WaitingKeys {
  private var keys: [Key] = []
  private var next = 0
  private var dropped = 0

  /// Keys are obeyed for so long between two draws.
  private static let slice = Duration.milliseconds(100)
  private static let most = 1 << 17

  var isEmpty: Bool { next >= keys.count }

  /// - Returns: true if Ctrl-C is among them and earlier keys still wait: Ctrl-C overtakes them.
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

  /// Passes keys to `body` until none is left or it is time to draw. Returns whether none is left.
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

  mutating func takeDropped() -> Int? {
    guard isEmpty, dropped > 0 else { return nil }
    defer { dropped = 0 }
    return dropped
  }
}

/// The terminal sets the clipboard, or a program if the text is too long for terminals.
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
      // By default tmux ignores the sequence of a program inside it, but not its own command.
      if isSet("TMUX") { _ = await Self.give(text, to: Self.tmux, environment) }
      return .sentToTerminal(bytes: bytes)
    }
    for program in programs where await Self.give(text, to: program, environment) {
      return .given(to: program[0], bytes: bytes)
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

  /// - Returns: whether it took the text. Programs that keep the clipboard detach first.
  nonisolated private static func give(
    _ text: String, to program: [String], _ environment: [String: String]
  ) async -> Bool {
    await Task.detached(executorPreference: QueueExecutor(label: "memtui.clipboard")) {
      do {
        let input = try TemporaryFiles(environment).unnamed(text)
        let nowhere = try FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
        return try nowhere.closeAfter {
          let streams = ChildProcess.Streams(input: input.descriptor, output: nowhere, error: nowhere)
          return try ChildProcess(program, environment: environment, streams: streams).wait() == .exited(0)
        }
      } catch {
        return false
      }
    }.value
  }
}
