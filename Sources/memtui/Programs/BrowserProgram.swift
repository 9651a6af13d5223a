import BrowserCore
import MemOSClient
import MemoryModel
import TUI
import Terminal

/// `memtui` as a browser: takes the screen, paints, and only then touches the network.
@MainActor struct BrowserProgram {
  private let settings: Settings
  private let filter: MemoryFilter?
  private let display: DisplaySettings
  private let environment: [String: String]
  private let executor = QueueExecutor(label: "memtui.network")
  private let connection: Connection

  init(
    settings: Settings, display: DisplaySettings, filter: MemoryFilter?, environment: [String: String]
  ) throws(SettingsError) {
    self.settings = settings
    self.display = display
    self.filter = filter
    self.environment = environment
    connection = try Connection(settings: settings, environment: environment, executor: executor)
  }

  func run() async -> Never {
    let screen: Screen
    do throws(TerminalError) {
      screen = try Screen.open(environment: environment, mouse: display.usesMouse)
    } catch {
      StandardError.say(error.sentence)
      exitProcess(ExitCode.usage)
    }
    let zone = settings.zoneOffset
    let options = BrowserOptions(
      pageSize: settings.pageSize, dialect: settings.dialect, memoryLimit: settings.memoryLimit,
      watchInterval: settings.watchSeconds ?? Settings.standardWatchSeconds,
      startsWatching: settings.watchSeconds != nil, source: settings.sourceLabel,
      filter: filter, zoneOffset: zone, serverZone: settings.serverZone)
    let runner = EffectRunner(executor: executor, serverZone: settings.serverZone) { [connection] in
      try await connection.open()
    }
    let keeper = StateKeeper(
      file: StateFile(for: settings, environment: environment), writes: display.writesState)
    let session = BrowserSession(
      state: BrowserState(subject: settings.subject, options: options), screen: screen, runner: runner,
      keeper: keeper, display: display, environment: environment, zone: zone)
    session.start(noting: screen.notice.map { [$0.fact] } ?? [])
    // The main queue has the session from here on; it ends the process.
    while true { await suspended() }
  }

  private func suspended() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }
}

extension TerminalNotice {
  var fact: Notice.Fact {
    switch self {
    case .unknownType(let type, let instead): .unknownTerminal(type, instead: instead)
    }
  }
}
