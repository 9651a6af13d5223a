import DemoServer
import MemOSClient

/// `memtui demo-server`: the demo service on its own, until a signal ends it.
struct DemoProgram {
  private let settings: DemoServerSettings
  private let options: DemoOptions

  init(settings: DemoServerSettings) throws(SettingsError) {
    self.settings = settings
    options = try DemoOptions(settings.demo, key: settings.key)
  }

  func run() async -> Never {
    do {
      let server = DemoServer(options: options)
      let port = try await server.start(port: UInt16(settings.port))
      StandardOutput.say("http://127.0.0.1:\(port)")
      flushOutput()
      while true { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
    } catch {
      StandardError.say(
        "The demo service cannot listen on port \(settings.port) (\(printable("\(error)"))). Choose another --port."
      )
      exitProcess(ExitCode.service)
    }
  }
}
