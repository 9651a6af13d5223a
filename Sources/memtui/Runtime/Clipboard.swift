import BrowserCore
import Canvas
import SystemPackage
import Terminal

/// Keys that were read but not obeyed yet. Only a flood of keys waits: otherwise the screen would not change, and Ctrl-C
/// not be seen, until it ends.
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

  /// How many keys were dropped for want of room, once the flood is over.
  mutating func takeDropped() -> Int? {
    guard isEmpty, dropped > 0 else { return nil }
    defer { dropped = 0 }
    return dropped
  }
}

/// The clipboard of the machine that the user sits at: the terminal's, or a program's for what terminals do not take.
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

  /// - Returns: whether it took the text. Some programs stay as the clipboard's owner, but detach first.
  nonisolated private static func give(
    _ text: String, to program: [String], _ environment: [String: String]
  ) async -> Bool {
    await Task.detached(executorPreference: QueueExecutor(label: "memtui.clipboard")) {
      do {
        let input = try TemporaryFiles(environment).unnamed()
        try input.append(Array(text.utf8))
        try input.rewind()
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
