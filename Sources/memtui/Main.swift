@main struct Program {
  /// Not `async`: see ``ThisProcess/serveMainQueue()``.
  static func main() {
    ThisProcess.prepare()
    if let index = ThisProcess.firstArgumentThatIsNotUTF8 {
      StandardError.report("Argument \(index) is not UTF-8.")
      exitProcess(ExitCode.usage)
    }
    Task { @MainActor in
      do throws(SettingsError) {
        try await run(Invocation(arguments: ThisProcess.arguments), ThisProcess.environment)
      } catch {
        StandardError.report(error.sentence)
        exitProcess(ExitCode.usage)
      }
      exitProcess(ExitCode.success)
    }
    ThisProcess.serveMainQueue()
  }

  @MainActor private static func run(
    _ invocation: Invocation, _ environment: [String: String]
  ) async throws(SettingsError) {
    switch invocation {
    case .print(let text): StandardOutput.print(text)
    case .browse(let command):
      let display = try DisplaySettings.resolve(command.display, environment: environment)
      let settings = try Settings.resolve(command.flags, environment: environment)
      let filter = try command.filter.resolve(
        for: settings.filterTarget(at: .current()), state: StateFile(for: settings, environment: environment))
      try await BrowserProgram.run(settings, display: display, filter: filter, environment: environment)
    case .export(let command):
      let settings = try Settings.resolve(command.flags, environment: environment)
      try await ExportProgram(command, settings: settings, environment: environment).run()
    case .show(let command):
      let settings = try Settings.resolve(command.flags, environment: environment)
      try await ShowProgram(command, settings: settings).run(environment: environment)
    case .diff(let command): try await DiffProgram.run(command, environment: environment)
    case .review(let command): try await ReviewProgram(command, environment: environment).run()
    case .check(let command):
      // The call needs neither keys nor themes, but browsing would refuse to start.
      _ = try DisplaySettings.resolve(environment: environment)
      let settings = try Settings.resolve(command.service.flags, environment: environment)
      try await CheckProgram(settings: settings).run(environment: environment)
    case .configuration(let command):
      StandardOutput.print(try ConfigurationProgram(environment: environment).run(command))
    case .generate(let document):
      // Nothing of it comes from outside, and what shells read must not change.
      try? StandardOutput.write(Array(document.text(environment: environment).utf8))
    case .demoServer(let command):
      let settings = try Settings.resolve(command.flags, environment: environment)
      try await DemoProgram.run(settings.demo ?? DemoSettings())
    }
  }
}
