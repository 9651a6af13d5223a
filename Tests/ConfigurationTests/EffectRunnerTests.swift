import BrowserCore
import MemoryModel
import Synchronization
import Testing

@testable import memtui

@MainActor @Suite struct EffectRunnerTests {
  private struct NoConnection: Error {}

  private func failure(of runner: EffectRunner, number: Int) async -> Int? {
    let request = PageRequest(subject: .user("u1"), page: 1, size: 50)
    return await withCheckedContinuation { continuation in
      runner.load(request, number: number) { event in
        if case .pageFailed(_, let number) = event { continuation.resume(returning: number) }
      }
    }
  }

  @Test func `opening a connection is retried after a failure`() async {
    let attempts = Mutex(0)
    let runner = EffectRunner(executor: QueueExecutor(label: "test")) {
      attempts.withLock { $0 += 1 }
      throw NoConnection()
    }
    #expect(await failure(of: runner, number: 1) == 1)
    #expect(await failure(of: runner, number: 2) == 2)
    #expect(attempts.withLock { $0 } == 2)
  }
}
