import CMalloc
import CProcess
import FoundationEssentials

@main struct Program {
  static func main() async {
    // Where the system does not allow even that, nothing else would help either.
    _ = process_forbid_dumps()
    // Each thread's own arena keeps what other threads free: a page is decoded on one and dropped on another.
    mallopt(M_ARENA_MAX, 1)
    do throws(SettingsError) {
      let environment = ProcessInfo.processInfo.environment
      switch try Invocation(arguments: Array(CommandLine.arguments.dropFirst())) {
      case .print(let text): StandardOutput.say(text)
      case .browse(let command):
        let watchSeconds = try command.display.watchSeconds()
        let display = try DisplaySettings.resolve(command.display, environment: environment)
        var settings = try await Settings.resolve(command.service, environment: environment)
        settings.watchSeconds = watchSeconds
        let filter = try command.filter.resolve(for: settings.filterTarget(at: .current()))
        try await BrowserProgram(
          settings: settings, display: display, filter: filter, environment: environment
        ).run()
      case .export(let command):
        let settings = try await Settings.resolve(command.service, environment: environment)
        try await ExportProgram(command, settings: settings, environment: environment).run()
      case .show(let command):
        let settings = try await Settings.resolve(command.service, environment: environment)
        try await ShowProgram(command, settings: settings, environment: environment).run()
      case .check(let command):
        // Keys and themes have no part in the call, but browsing would refuse to start.
        _ = try DisplaySettings.inFile(environment: environment)
        let settings = try await Settings.resolve(command.service, environment: environment)
        try await CheckProgram(settings: settings, environment: environment).run()
      case .configuration(let command):
        StandardOutput.say(try ConfigurationProgram(environment: environment).run(command))
      case .demoServer(let command):
        let settings = try DemoServerSettings.resolve(command, environment: environment)
        try await DemoProgram(settings: settings).run()
      }
    } catch {
      StandardError.say(error.sentence)
      exitProcess(ExitCode.usage)
    }
  }
}
