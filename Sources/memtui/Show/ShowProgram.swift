import MemOSClient
import MemoryModel

struct ShowProgram {
  init(_ command: ShowCommand, settings: Settings, environment: [String: String]) throws(SettingsError) {}
  func run() async -> Never { exitProcess(0) }
}
