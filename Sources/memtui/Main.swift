import FoundationEssentials

@main struct Program {
  static func main() async {
    do throws(SettingsError) {
      let environment = ProcessInfo.processInfo.environment
      switch try Invocation(arguments: Array(CommandLine.arguments.dropFirst())) {
      case .print(let text): print(text)
      case .browse(let command):
        let watchSeconds = try command.display.watchSeconds()
        var settings = try await Settings.resolve(command.service, environment: environment)
        settings.watchSeconds = watchSeconds
        try await BrowserProgram(settings: settings, environment: environment).run()
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
