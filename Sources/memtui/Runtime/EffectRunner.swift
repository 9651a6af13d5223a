import BrowserCore
import MemOSClient
import MemoryModel
import Synchronization

/// Carries out what the state asks of the world, and tells what came of it. It never waits on the main actor.
@MainActor final class EffectRunner {
  private let executor: QueueExecutor
  private let openConnection: @Sendable () async throws -> Connection.Service
  private let serverZone: ServerZone
  private var connection: Task<Connection.Service, any Error>?
  private var load: Task<Void, Never>?
  /// Also for the thread that ends the program when the main actor cannot.
  private nonisolated let exportJob = Mutex<ExportJob?>(nil)
  private var recordLoad: Task<Void, Never>?

  /// - Parameter openConnection: called at the first load, so that nothing of the network is made before the first
  ///   paint.
  init(
    executor: QueueExecutor, serverZone: ServerZone = .utc,
    openConnection: @escaping @Sendable () async throws -> Connection.Service
  ) {
    self.executor = executor
    self.serverZone = serverZone
    self.openConnection = openConnection
  }

  /// Opened once, and again after it failed; no request is sent by it.
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

  private func forgetConnection() {
    connection = nil
  }

  func load(
    _ request: PageRequest, number: Int, deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    let service = service
    load?.cancel()
    load = Task.detached(executorPreference: executor) {
      do {
        let answer = try await service.value.client.page(request) { report in
          Task { @MainActor in deliver(.reported(report, number: number)) }
        }
        if let bytes = ThisProcess.residentBytes { await deliver(.measured(residentBytes: bytes)) }
        await deliver(.pageArrived(answer.page, number: number))
      } catch let error as ServiceError {
        await deliver(.pageFailed(error, number: number))
      } catch is CancellationError {
        // The state has dropped this request already.
        return
      } catch {
        await deliver(.pageFailed(ServiceError(unexpected: error), number: number))
      }
    }
  }

  func loadRecord(
    id: String, number: Int, deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    let service = service
    recordLoad?.cancel()
    recordLoad = Task.detached(executorPreference: executor) {
      do {
        let answer = try await service.value.client.memory(id: id) { report in
          Task { @MainActor in deliver(.reported(report, number: number)) }
        }
        await deliver(.recordArrived(answer.record, number: number))
      } catch let error as ServiceError {
        await deliver(.recordFailed(error, number: number))
      } catch is CancellationError {
        return
      } catch {
        await deliver(.recordFailed(ServiceError(unexpected: error), number: number))
      }
    }
  }

  func cancelRecord() {
    recordLoad?.cancel()
    recordLoad = nil
  }

  func cancel() {
    load?.cancel()
    load = nil
  }

  func export(
    _ order: ExportOrder, loaded: [Memory], environment: [String: String],
    deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    let job = ExportJob(order, environment: environment, serverZone: serverZone)
    exportJob.withLock { $0 = job }
    job.start(
      loaded: loaded, client: { [service] in try await service.value.client },
      deliver: { [weak self] event in
        // One that was cancelled has nothing more to say, but what was sent costs all the same.
        guard let self, self.exportJob.withLock({ $0 === job }) else {
          if case .exportReported(.sent) = event { deliver(event) }
          return
        }
        deliver(event)
      })
  }

  func cancelExport() {
    exportJob.withLock { job in
      job?.cancel()
      job = nil
    }
  }

  /// Before the program ends.
  nonisolated func abandonExport() {
    exportJob.withLock { $0 }?.abandon()
  }

  func trimMemory() {
    ThisProcess.returnFreeMemory()
  }
}
