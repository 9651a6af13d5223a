import BrowserCore
import MemOSClient
import MemoryModel
import Synchronization

typealias Delivery = @MainActor @Sendable (BrowserEvent) -> Void

/// Carries out effects and reports their results. It never blocks the main actor.
@MainActor final class EffectRunner {
  private let executor: QueueExecutor
  private let openConnection: @Sendable () async throws -> Connection.Service
  private let serverZone: ServerZone
  private var connection: Task<Connection.Service, any Error>?
  private var load: Task<Void, Never>?
  /// Also used by the thread that ends the program when the main actor cannot.
  private nonisolated let exportJob = Mutex<ExportJob?>(nil)
  private var recordLoad: Task<Void, Never>?

  /// - Parameter openConnection: called at the first load, after the first paint.
  init(
    executor: QueueExecutor, serverZone: ServerZone = .utc,
    openConnection: @escaping @Sendable () async throws -> Connection.Service
  ) {
    self.executor = executor
    self.serverZone = serverZone
    self.openConnection = openConnection
  }

  /// Opened once, and again after a failure. Opening sends no request.
  var service: Task<Connection.Service, any Error> {
    if let connection { return connection }
    let opening = Task(executorPreference: executor) { [openConnection, weak self] in
      do {
        return try await openConnection()
      } catch {
        await self?.forgetConnection()
        throw error
      }
    }
    connection = opening
    return opening
  }

  private func forgetConnection() { connection = nil }

  func load(_ request: PageRequest, number: Int, deliver: @escaping Delivery) {
    load?.cancel()
    load = call(
      number, deliver, failed: { .pageFailed($0, number: number) },
      { client, report in
        let answer = try await client.page(request, report: report)
        if let bytes = ThisProcess.residentBytes { await deliver(.measured(residentBytes: bytes)) }
        await deliver(.pageArrived(answer.page, number: number))
      })
  }

  func loadRecord(id: String, number: Int, deliver: @escaping Delivery) {
    recordLoad?.cancel()
    recordLoad = call(
      number, deliver, failed: { .recordFailed($0, number: number) },
      { client, report in
        await deliver(.recordArrived(try await client.memory(id: id, report: report).record, number: number))
      })
  }

  private func call(
    _ number: Int, _ deliver: @escaping Delivery, failed: @escaping @Sendable (ServiceError) -> BrowserEvent,
    _ body: @escaping @Sendable (MemOSClient, @escaping @Sendable (CallReport) -> Void) async throws -> Void
  ) -> Task<Void, Never> {
    Task.detached(executorPreference: executor) { [service] in
      do {
        try await body(service.value.client) { report in
          Task { @MainActor in deliver(.reported(report, number: number)) }
        }
      } catch is CancellationError {
        // The state has dropped this request already.
      } catch {
        await deliver(failed(ServiceError(unexpected: error)))
      }
    }
  }

  func cancelRecord() { recordLoad?.cancel() }
  func cancel() { load?.cancel() }

  func export(
    _ order: ExportOrder, loaded: [Memory], environment: [String: String], deliver: @escaping Delivery
  ) {
    let job = ExportJob(order, environment: environment, serverZone: serverZone)
    exportJob.withLock { $0 = job }
    job.start(
      loaded: loaded, client: { [service] in try await service.value.client },
      deliver: { [weak self] event in
        // A cancelled export reports nothing more, except calls, which cost all the same.
        guard let self, self.exportJob.withLock({ $0 === job }) else {
          if case .exportReported(.sent) = event { deliver(event) }
          return
        }
        deliver(event)
      })
  }

  /// In the background: a hundred thousand memories take a second.
  func compare(_ memories: (a: [Memory], b: [Memory]), number: Int, deliver: @escaping Delivery) {
    Task.detached(executorPreference: executor) {
      await deliver(.usersCompared(UserDifferences(memories.a, memories.b), number: number))
    }
  }

  func cancelExport() {
    exportJob.withLock { job in
      job?.cancel()
      job = nil
    }
  }

  nonisolated func abandonExport() { exportJob.withLock { $0 }?.abandon() }
  func trimMemory() { ThisProcess.returnFreeMemory() }
}
