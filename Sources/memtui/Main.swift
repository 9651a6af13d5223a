import FoundationEssentials
import Glibc

@main struct Program {
  static func main() async {
    do throws(SettingsError) {
      let environment = ProcessInfo.processInfo.environment
      switch try Invocation(arguments: Array(CommandLine.arguments.dropFirst())) {
      case .print(let text): print(text)
      case .browse(let command):
        _ = try await Settings.resolve(command.service, environment: environment)
      case .demoServer(let command):
        _ = try DemoServerSettings.resolve(command, environment: environment)
      }
    } catch {
      StandardError.say(error.sentence)
      exit(2)
    }
  }
}
