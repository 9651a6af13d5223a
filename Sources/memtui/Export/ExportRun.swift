import BrowserCore
import MemOSClient
import MemoryModel
import TUI

/// Reads page after page and writes each as it comes. The next page is on its way while one is written; two are on
/// their way where that gains something.
struct ExportRun: Sendable {
  let client: MemOSClient
  let executor: QueueExecutor
  /// Told from other threads: what happens to the call for a page.
  let reported: @Sendable (CallReport, _ page: Int) -> Void
  /// After each page, with the rows that it brought.
  let arrived: @Sendable ([Memory], PageWalk) -> Void

  /// - Returns: what was changed so that every reader takes it, and what was found out about the service.
  func run(
    _ walk: PageWalk, _ format: ExportFormat, to sink: ExportSink
  ) async throws -> (changes: ExportChanges, findings: ExportFindings) {
    var walk = walk
    var writer = ExportWriter(format, zone: client.serverZone) { $0.title }
    try sink.perform(writer.begin())
    var underWay: [Task<PageAnswer, any Error>] = []
    var last: Departure?
    // Of the last answer.
    var seconds = 0.0
    defer { for task in underWay { task.cancel() } }
    while true {
      ask(&walk, &underWay, &last, seconds)
      guard let next = underWay.first else { break }
      let answer = try await withTaskCancellationHandler {
        try await next.value
      } onCancel: {
        next.cancel()
      }
      underWay.removeFirst()
      seconds = Double(answer.milliseconds) / 1000
      let memories = walk.arrived(answer.page)
      ask(&walk, &underWay, &last, seconds)
      try sink.perform(writer.add(memories))
      arrived(memories, walk)
    }
    try sink.perform(writer.end())
    return (writer.changes, ExportFindings(walk))
  }

  /// Seconds. What answers faster is near, and busy rather than far away: a second call would only queue there.
  private static let shortAnswer = 0.010

  /// When two calls are under way, they go out half an answer apart: so they come back apart, and reach the service in
  /// the order of their pages.
  private func ask(
    _ walk: inout PageWalk, _ underWay: inout [Task<PageAnswer, any Error>], _ last: inout Departure?,
    _ seconds: Double
  ) {
    while underWay.isEmpty || seconds >= Self.shortAnswer, let request = walk.nextRequest() {
      let departure = Departure()
      underWay.append(
        Task(executorPreference: executor) { [client, executor, reported, previous = last] in
          defer { departure.left() }
          if let previous {
            let wait = seconds / 2 - (try await previous.age())
            if wait > 0 { try await executor.pause(seconds: wait) }
          }
          return try await client.page(request, depth: .records) { report in
            if report == .sent { departure.left() }
            reported(report, request.page)
          }
        })
      last = departure
    }
  }
}
