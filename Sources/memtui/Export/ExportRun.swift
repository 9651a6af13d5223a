import BrowserCore
import MemOSClient
import MemoryModel
import TUI

/// Reads page after page and writes each as it comes. The next page is on its way while one is written.
struct ExportRun: Sendable {
  let client: MemOSClient
  let executor: QueueExecutor
  /// Told from other threads: what happens to the call for a page.
  let reported: @Sendable (CallReport, _ page: Int) -> Void
  /// After each page, with the rows that it brought.
  let arrived: @Sendable (_ rows: Int, PageWalk) -> Void

  func run(_ walk: PageWalk, _ format: ExportFormat, to sink: ExportSink) async throws {
    var walk = walk
    var writer = ExportWriter(format) { $0.title }
    try sink.perform(writer.begin())
    var underWay: [Task<PageAnswer, any Error>] = []
    defer { for task in underWay { task.cancel() } }
    while true {
      ask(&walk, &underWay)
      guard let next = underWay.first else { break }
      let page = try await withTaskCancellationHandler {
        try await next.value.page
      } onCancel: {
        next.cancel()
      }
      underWay.removeFirst()
      let memories = walk.arrived(page)
      ask(&walk, &underWay)
      try sink.perform(writer.add(memories))
      arrived(memories.count, walk)
    }
    try sink.perform(writer.end())
  }

  private func ask(
    _ walk: inout PageWalk, _ underWay: inout [Task<PageAnswer, any Error>]
  ) {
    while let request = walk.nextRequest() {
      underWay.append(
        Task(executorPreference: executor) { [client, reported] in
          try await client.page(request, depth: .records) { reported($0, request.page) }
        })
    }
  }
}
