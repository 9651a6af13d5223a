import ArgumentParser
import DemoServer
import MemoryModel

struct BrowseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse", abstract: "Browse memories in the terminal (the default).",
    usage: "memtui browse [<options>]")

  @OptionGroup(title: serviceTitle) var service: ServiceOptions
  @OptionGroup(title: pagesTitle) var pages: PageOptions
  @OptionGroup(title: pagesTitle) var filter: FilterOptions
  @OptionGroup(title: screenTitle) var times: TimeOptions
  @OptionGroup(title: screenTitle) var display: DisplayOptions

  var flags: GivenFlags { service.flags + pages.flags + times.flags + display.flags }

  /// Not allowed, but collected here: the parser's own message would repeat them, and one may be a key.
  @Argument(help: .hidden) var unexpected: [String] = []
}

private let serviceTitle = "Service options"
private let pagesTitle = "Memory options"
private let screenTitle = "Screen options"

struct DisplayOptions: ParsableArguments {
  @Option(.watch) var watch: String?

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var leavesMouseAlone = false

  @Flag(name: .customLong("no-state"), help: "Write no state: no recent users, no saved filters.")
  var writesNoState = false

  var flags: GivenFlags { GivenFlags([.watch: watch]) }
}

struct MemtuiCommand: ParsableCommand {
  static let version = "0.7.0"

  static let configuration = CommandConfiguration(
    commandName: "memtui",
    abstract: "Browse the memories that MemOS keeps about a user.",
    usage: """
      memtui [--user <id> | --agent <id> | --demo] [<options>]
      memtui <subcommand>
      """,
    discussion: """
      The API key comes from the environment (MEMOS_API_KEY) or from config.yaml (api_key_file or \
      api_key_command), never from the command line. Without a key: memtui --demo.
      """,
    version: "memtui \(version)",
    subcommands: [
      BrowseCommand.self, ExportCommand.self, ReviewCommand.self, DiffCommand.self, ShowCommand.self,
      CheckCommand.self, DemoServerCommand.self, ConfigCommand.self, GenerateCommand.self,
    ],
    defaultSubcommand: BrowseCommand.self)
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Print every setting and where it comes from, and ask the service once.",
    usage: "memtui check [<options>]")

  @OptionGroup(title: serviceTitle) var service: ServiceOptions

  @Argument(help: .hidden) var unexpected: [String] = []
}

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the config path or the effective settings, or write an example.",
    usage: "memtui config <action> [--profile <name>]")

  enum Action: String, ExpressibleByArgument, CaseIterable {
    case path, show
    case initialize = "init"
  }

  @Argument(
    help: ArgumentHelp(
      "path: where the file is or would be; show: every setting and where it comes from, the theme, and every "
        + "command with its keys; init: write an example, without overwriting a file."))
  var action: Action

  @Option(.profile) var profile: String?

  var flags: GivenFlags { GivenFlags([.profile: profile]) }

  @Argument(help: .hidden) var unexpected: [String] = []
}

struct DemoServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-server",
    abstract: "Run the demo service on its own, for scripts and other clients.",
    usage: "memtui demo-server [<options>]",
    discussion: """
      Prints the URL it listens on as one line.

      Faults:
      \(faults)

      A fault may be limited and detailed, in one argument: page=2 for page 2 only, count=3 for the first 3 calls, \
      retry-after=5 and status=429 for the answer. Example: --fault 'error=40300 count=2 retry-after=3'
      """)

  /// `  latency=5s     the answer begins that much later`
  private static var faults: String {
    DemoFault.forms.map { form in
      "  " + form.example + String(repeating: " ", count: max(2, 16 - form.example.count)) + form.meaning
    }.joined(separator: "\n")
  }

  @Option(.demoPort) var port: String?
  @Option(.demoKey) var keyVariable: String?
  @OptionGroup var demoService: DemoFlags

  var flags: GivenFlags {
    demoService.flags + GivenFlags([.demoPort: port, .demoKey: keyVariable], switches: [.demo: true])
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write every memory to standard output or to a file; needs no terminal.",
    usage: "memtui export [<options>]",
    discussion: """
      Reads page after page. Each page is one API call and counts against your quota. The file is written only if \
      everything arrived.
      """)

  @Option(help: ArgumentHelp("Format of the output.", valueName: "name"))
  var format = ExportFormat.ndjson

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, replaced if it exists; - is standard output (default: -).", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup(title: serviceTitle) var service: ServiceOptions
  @OptionGroup(title: pagesTitle) var pages: PageOptions
  @OptionGroup(title: pagesTitle) var filter: FilterOptions
  @OptionGroup var times: TimeOptions

  var flags: GivenFlags { service.flags + pages.flags + times.flags }

  @Argument(help: .hidden) var unexpected: [String] = []
}

extension ExportFormat: ExpressibleByArgument {}

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one memory by its id.", usage: "memtui show <id> | - [<options>]",
    discussion: "With - instead of an id, memtui reads ids from standard input, one a line.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: ArgumentHelp("text, or json: a line for each record.", valueName: "name"))
  var format = Format.text

  @OptionGroup(title: serviceTitle) var service: ServiceOptions
  @OptionGroup var times: TimeOptions

  var flags: GivenFlags { service.flags + times.flags }

  /// `Invocation` allows only one. The parser's own message would repeat them, and one may be a key.
  @Argument(help: .hidden) var ids: [String] = []
}

enum DemoProgram {
  static func run(_ settings: DemoSettings) async throws(SettingsError) -> Never {
    let options = try DemoOptions(settings)
    do {
      let server = DemoServer(options: options)
      StandardOutput.print("http://127.0.0.1:\(try await server.start(port: settings.port))")
      await ThisProcess.waitForever()
    } catch {
      StandardError.report(
        "The demo service cannot listen on port \(settings.port) (\(printable("\(error)"))). Choose another --port."
      )
      exitProcess(ExitCode.service)
    }
  }
}
