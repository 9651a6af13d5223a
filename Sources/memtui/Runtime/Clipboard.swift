import BrowserCore
import Canvas
import SystemPackage
import Terminal

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
