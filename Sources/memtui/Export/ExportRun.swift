import BrowserCore
import MemOSClient
import MemoryModel
import TUI

/// Reads page after page and writes each as it comes. The next page is on its way while one is written.
struct ExportRun: Sendable {
  let client: MemOSClient
  let executor: QueueExecutor
  let tally: ExportTally
  let progress: ExportProgress

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
      tally.arrived(rows: memories.count, expectedPages: walk.expectedPages)
      ask(&walk, &underWay)
      try sink.perform(writer.add(memories))
      progress.draw(tally.counts)
    }
    try sink.perform(writer.end())
  }

  private func ask(
    _ walk: inout PageWalk, _ underWay: inout [Task<PageAnswer, any Error>]
  ) {
    while let request = walk.nextRequest() {
      underWay.append(
        Task(executorPreference: executor) { [client, tally, progress] in
          try await client.page(request, depth: .records) { report in
            switch report {
            case .sent: tally.called()
            case .answered: break
            case .retrying: progress.say(retry: report, page: request.page)
            }
          }
        })
    }
  }
}
