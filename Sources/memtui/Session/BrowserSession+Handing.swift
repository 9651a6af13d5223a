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
      return .failed(ServiceError(unexpected: error))
    }
  }

  func editFilter(_ json: String) {
    let given = json + "\n"
    var edited: ExternalProgram.Edited?
    let program = ExternalProgram.editor(environment)
    lend(to: program) { program, job throws(ExternalProgram.Failure) in
      edited = try program.edit(given, name: "filter.json", in: job, keeping: copies)
    }
    guard let edited else { return }
    receive(.filterEdited(edited.text))
    guard edited.atOnce else { return }
    let isChanged = edited.text != given
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .filter(isChanged: isChanged))))
  }

  func viewInEditor(_ json: String) {
    var returnedAtOnce = false
    let program = ExternalProgram.editor(environment)
    lend(to: program) { program, job throws(ExternalProgram.Failure) in
      returnedAtOnce = try program.view(json + "\n", name: "memory.json", in: job, keeping: copies)
    }
    guard returnedAtOnce else { return }
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .memory)))
  }

  func lend(
    to program: ExternalProgram,
    _ body: (ExternalProgram, ForegroundJob) throws(ExternalProgram.Failure) -> Void
  ) {
    do throws(ExternalProgram.Failure) {
      try screen.handOver { job throws(ExternalProgram.Failure) in try body(program, job) }
    } catch {
      receive(.noticed(error.fact))
    }
  }
}
