import DemoServer
import Testing

@Suite struct PagesTests {
  @Test func listensOnAFreePort() async throws {
    let server = DemoServer()
    let port = try await server.start()
    await server.stop()
    #expect(port > 0)
  }
}
