import DemoServer
import MemOSClient

/// `memtui demo-server`: the demo service on its own, until a signal ends it.
struct DemoProgram {
  let settings: DemoServerSettings

  func run() async -> Never {
    do {
      let server = DemoServer(options: try DemoOptions(settings.demo, key: settings.key?.reveal()))
      let port = try await server.start(port: UInt16(settings.port))
      print("http://127.0.0.1:\(port)")
      flushOutput()
      while true { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
    } catch let error as DemoFaultError {
      StandardError.say(error.description)
      exitProcess(ExitCode.usage)
    } catch {
      StandardError.say(
        "The demo service cannot listen on port \(settings.port) (\(printable("\(error)"))). Choose another --port."
      )
      exitProcess(ExitCode.service)
    }
  }
}
