import MemOSClient
import MemoryModel

struct CheckProgram {
  init(settings: Settings, environment: [String: String]) throws(SettingsError) {}
  func run() async -> Never { exitProcess(0) }
}
