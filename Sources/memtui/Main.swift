import CMalloc
import CProcess
import FoundationEssentials
import Glibc

@main struct Program {
  static func main() async {
    // Where the system does not allow even that, nothing else would help either.
    _ = process_forbid_dumps()
    holdStandardDescriptors()
    // Each thread's own arena keeps what other threads free: a page is decoded on one and dropped on another.
    mallopt(M_ARENA_MAX, 1)
    if let index = firstArgumentThatIsNotUTF8 {
      StandardError.say("Argument \(index) is not UTF-8.")
      exitProcess(ExitCode.usage)
    }
    do throws(SettingsError) {
      let environment = ProcessInfo.processInfo.environment
      switch try Invocation(arguments: Array(CommandLine.arguments.dropFirst())) {
      case .print(let text): StandardOutput.say(text)
      case .browse(let command):
        let display = try DisplaySettings.resolve(command.display, environment: environment)
        let settings = try Settings.resolve(command.flags, environment: environment)
        let filter = try command.filter.resolve(for: settings.filterTarget(at: .current()))
        try await BrowserProgram(
          settings: settings, display: display, filter: filter, environment: environment
        ).run()
      case .export(let command):
        let settings = try Settings.resolve(command.flags, environment: environment)
        try await ExportProgram(command, settings: settings, environment: environment).run()
      case .show(let command):
        let settings = try Settings.resolve(command.flags, environment: environment)
        try await ShowProgram(command, settings: settings, environment: environment).run()
      case .check(let command):
        // Keys and themes have no part in the call, but browsing would refuse to start.
        _ = try DisplaySettings.resolve(environment: environment)
        let settings = try Settings.resolve(command.service.flags, environment: environment)
        try await CheckProgram(settings: settings, environment: environment).run()
      case .configuration(let command):
        StandardOutput.say(try ConfigurationProgram(environment: environment).run(command))
      case .demoServer(let command):
        let settings = try Settings.resolve(command.flags, environment: environment)
        try await DemoProgram(settings: settings.demo ?? DemoSettings()).run()
      }
    } catch {
      StandardError.say(error.sentence)
      exitProcess(ExitCode.usage)
    }
  }

  /// A log or a connection must not get the number of a standard descriptor that was closed, and with it what is meant
  /// for standard output. What is written there fails as before.
  private static func holdStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Swift repairs such an argument: another file, or another id, than the one that was meant. Counted from 1.
  private static var firstArgumentThatIsNotUTF8: Int? {
    let arguments = UnsafeMutableBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return arguments.firstIndex { argument in argument.map { String(validatingCString: $0) == nil } ?? false }
  }
}

/// product.md section 13.
enum ExitCode {
  static let fine: Int32 = 0
  static let service: Int32 = 1
  static let usage: Int32 = 2
  static let interrupted: Int32 = 128 + SIGINT
  static let terminated: Int32 = 128 + SIGTERM
  static let hangUp: Int32 = 128 + SIGHUP
}

func exitProcess(_ code: Int32) -> Never {
  exit(code)
}

/// `stdout` of the C library is a global that Swift 6 does not allow; nil means every stream.
func flushOutput() {
  fflush(nil)
}
