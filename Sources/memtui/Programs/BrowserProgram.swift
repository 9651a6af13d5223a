import BrowserCore
import DemoServer
import MemoryModel
import TUI
import Terminal

/// `memtui`: takes the screen, paints, and only then uses the network.
enum BrowserProgram {
  @MainActor static func run(
    _ settings: Settings, display: DisplaySettings, filter: MemoryFilter?, environment: [String: String]
  ) async throws(SettingsError) -> Never {
    let executor = QueueExecutor(label: "memtui.network")
    let connection = try Connection(
      settings: settings, environment: environment, executor: executor, tellsStory: true)
    let screen: Screen
    do throws(TerminalError) {
      screen = try Screen.open(environment: environment, mouse: display.usesMouse)
    } catch {
      StandardError.report(error.sentence)
      exitProcess(ExitCode.usage)
    }
    var options = BrowserOptions(
      pageSize: settings.pageSize, dialect: settings.dialect, memoryLimit: settings.memoryLimit,
      watchInterval: settings.watchSeconds ?? Settings.standardWatchSeconds,
      startsWatching: settings.watchSeconds != nil, source: settings.sourceLabel,
      filter: filter, zoneOffset: settings.zoneOffset, serverZone: settings.serverZone,
      fullPath: { SystemCalls.fullPath(UserFolder.expandingTilde($0, environment)) })
    options.knownSubjects = settings.demoSubjects
    let runner = EffectRunner(executor: executor, serverZone: settings.serverZone) {
      try await connection.open()
    }
    let stateFile = StateFile(for: settings, environment: environment)
    let session = BrowserSession(
      state: BrowserState(subject: settings.subject, options: options), screen: screen, runner: runner,
      keeper: StateKeeper(file: stateFile, writes: display.writesState), display: display,
      environment: environment, zone: settings.zoneOffset)
    session.start(noting: screen.notice.map { [$0.fact] } ?? [])
    await ThisProcess.waitForever()
  }
}

extension Settings {
  /// The users and agents of the demo. A cube that was given has the memories of one user.
  var demoSubjects: [KnownSubject] {
    guard let demo else { return [] }
    return DemoSubject.all(memories: demo.memories).compactMap { one in
      switch dialect {
      case .selfHosted where one.isAgent: return nil
      case .selfHosted(let cube?) where cube != one.id: return nil
      case .selfHosted, .cloud:
        return KnownSubject(
          one.isAgent ? .agent(one.id) : .user(one.id), character: one.character, memories: one.memories)
      }
    }
  }
}

extension TerminalNotice {
  fileprivate var fact: Notice.Fact {
    switch self {
    case .unknownType(let type, let instead): .unknownTerminal(type, instead: instead)
    }
  }
}

extension TerminalError {
  fileprivate var sentence: String {
    switch self {
    case .notATerminal(let stream):
      "Standard \(stream == .input ? "input" : "output") is not a terminal; run memtui without a pipe, or use memtui export."
    case .typeMissing:
      "TERM is not set, so the terminal's abilities are not known. Set it, for example: TERM=xterm-256color."
    case .typeTooSimple(let type):
      "The terminal type \(printable(type)) cannot place a cursor. Set TERM to what the terminal is, for example "
        + "xterm-256color."
    case .typeUnknown(let type):
      "Neither the terminal type \(printable(type)) nor xterm-256color is known on this machine. Install the "
        + "package ncurses-base, or set TERM to a type that is known."
    case .inBackground:
      "memtui runs in the background, and no shell is there to bring it to the foreground. Start it in the foreground."
    case .signalsUnavailable(let number):
      "No pipe could be made for signals (error \(number)). Close some programs, or raise the limit of open files."
    }
  }
}
