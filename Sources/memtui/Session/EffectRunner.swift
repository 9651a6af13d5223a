import BrowserCore
import CMalloc
import MemOSClient
import MemoryModel

/// Carries out what the state asks of the world, and tells what came of it. It never waits on the main actor.
@MainActor final class EffectRunner {
  private let executor: QueueExecutor
  private let makeClient: @Sendable () async throws -> MemOSClient
  private var client: Task<MemOSClient, any Error>?
  private var load: Task<Void, Never>?

  /// - Parameter makeClient: called at the first load, so that nothing of the network is made before the first
  ///   paint.
  init(executor: QueueExecutor, makeClient: @escaping @Sendable () async throws -> MemOSClient) {
    self.executor = executor
    self.makeClient = makeClient
  }

  func load(
    _ request: PageRequest, question: Int, deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    let client = client ?? Task(executorPreference: executor) { [makeClient] in try await makeClient() }
    self.client = client
    load = Task.detached(executorPreference: executor) {
      do {
        let answer = try await client.value.page(request) { report in
          Task { @MainActor in deliver(.reported(report, question: question)) }
        }
        if let bytes = ResidentMemory.bytes() { await deliver(.measured(residentBytes: bytes)) }
        await deliver(.pageArrived(answer.page, question: question))
      } catch let error as ServiceError {
        await deliver(.pageFailed(error, question: question))
      } catch is CancellationError {
        // Who cancelled knows; a dropped question has no one waiting for its answer.
        return
      } catch {
        await deliver(.pageFailed(ServiceError(.other(detail: "\(error)")), question: question))
      }
    }
  }

  func cancel() {
    load?.cancel()
    load = nil
  }

  func trimMemory() {
    malloc_trim(0)
  }
}
