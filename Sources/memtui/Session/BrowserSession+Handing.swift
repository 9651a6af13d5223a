import BrowserCore
import Canvas
import MemoryModel
import Terminal

/// What leaves the program: for the clipboard, or with the terminal for somebody else.
extension BrowserSession {
  func copy(_ copying: Copying) {
    Task {
      let outcome: CopyOutcome
      switch copying.content {
      case .text(let text): outcome = await clipboard.copy(text)
      case .request(let request): outcome = await copy(request)
      }
      receive(.copied(copying.part, outcome))
    }
  }

  private func copy(_ request: PageRequest) async -> CopyOutcome {
    do {
      let service = try await runner.service.value
      let line = request.curlLine(
        baseURL: "\(service.baseURL)", in: service.dialect, sendsKey: service.sendsKey)
      return await clipboard.copy(line)
    } catch let error as ServiceError {
      return .failed(error)
    } catch {
      return .failed(ServiceError(.other(detail: "\(error)")))
    }
  }

  func lend(
    to program: ExternalProgram,
    _ body: (ExternalProgram) throws(ExternalProgram.Failure) -> Void
  ) {
    do throws(ExternalProgram.Failure) {
      try screen.handOver { () throws(ExternalProgram.Failure) in try body(program) }
    } catch {
      receive(.noticed(error.fact))
    }
  }
}
