import BrowserCore
import DemoServer
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
    await ThisProcess.waitForever()
  }
}

extension TerminalNotice {
  var fact: Notice.Fact {
    switch self {
    case .unknownType(let type, let instead): .unknownTerminal(type, instead: instead)
    }
  }
}

/// `memtui config`: needs neither a terminal nor a key.
struct ConfigurationProgram {
  let environment: [String: String]

  /// - Returns: what goes to stdout.
  func run(_ command: ConfigCommand) throws(SettingsError) -> String {
    guard let path = SettingsFile.standardPath(environment: environment) else { throw .usage(.noHome) }
    switch command.action {
    case .path: return path + "\n"
    case .show:
      let file = try SettingsFile(path: path)
      let settings = try Settings.resolve(command.flags, environment: environment, readsKey: false)
      return try ConfigurationReport(
        path: path, file: file, display: DisplaySettings(file),
        settings: SettingsReport(settings, environment: environment)
      ).text()
    case .initialize:
      try ConfigurationExample.write(to: path)
      return "\(printable(path)) was written; everything in it is commented out.\n"
    }
  }
}

/// `memtui demo-server`: the demo service on its own, until a signal ends it.
struct DemoProgram {
  private let settings: DemoSettings
  private let options: DemoOptions

  init(settings: DemoSettings) throws(SettingsError) {
    self.settings = settings
    options = try DemoOptions(settings)
  }

  func run() async -> Never {
    do {
      let server = DemoServer(options: options)
      let port = try await server.start(port: settings.port)
      StandardOutput.say("http://127.0.0.1:\(port)")
      await ThisProcess.waitForever()
    } catch {
      StandardError.say(
        "The demo service cannot listen on port \(settings.port) (\(printable("\(error)"))). Choose another --port."
      )
      exitProcess(ExitCode.service)
    }
  }
}

extension TerminalError {
  var sentence: String {
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
