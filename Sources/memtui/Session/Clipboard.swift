import BrowserCore
import Glibc
import Terminal

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
