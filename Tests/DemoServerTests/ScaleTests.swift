import Foundation
import Testing

@testable import DemoServer

/// Resident memory of this process, in bytes.
func residentSize() throws -> Int {
  let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  return Int(text.split(separator: " ")[1])! * 4096
}

/// The address sanitizer keeps what was freed, to find uses of it.
let keepsFreedMemory = ProcessInfo.processInfo.environment["MEMTUI_SANITIZER"] == "address"

@Suite(.serialized) struct ScaleTests {
  @Test(.disabled(if: keepsFreedMemory)) func aMillionMemoriesUseNoMemory() async throws {
    // In a process of its own: other tests use memory meanwhile.
    await #expect(processExitsWith: .success) {
      try await withDemo(memories: 1_000_000) { client in
        _ = try await client.page(1)
        let before = try residentSize()
        for page in [10_000, 19_999, 20_000, 20_001] {
          let data = try await client.page(page)["data"]
          try #require(data["memory_detail_list"].list.count == (page > 20_000 ? 0 : 50))
          try #require(data["total"].int == 1_000_000)
        }
        try #require(await client.page(2843)["data"]["preference_detail_list"].list.count == 50)
        try #require(residentSize() - before < 64 << 20)
      }
    }
  }

  @Test func aFilterOverManyRowsKeepsNoneInMemory() async throws {
    try await withDemo(memories: 200_000) { client in
      let filter = #"{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}"#
      let data = try await client.page(7, filter: filter)["data"]
      #expect(data["memory_detail_list"].list.count == 50)
      #expect(data["total"].int! > 10_000)
    }
  }

  @Test func denseRowsStayInOrder() async throws {
    let options = DemoOptions(memories: 1_000_000, anchor: testAnchor)
    let tenant = MemoryService(options: options).tenants[0]
    var last = Int64.max
    for index in 0..<20_000 {
      let row = Row(tenant: tenant, category: .fact, index: index, anchor: testAnchor)
      #expect(row.time <= last)
      last = row.time
    }
  }

  @Test func concurrentCallersGetTheirOwnPages() async throws {
    try await withDemo { client in
      try await withThrowingTaskGroup(of: (Int, JSON).self) { group in
        for page in 1...26 { group.addTask { (page, try await client.page(page)) } }
        for try await (page, answer) in group { #expect(answer["data"]["current"].int == page) }
      }
    }
  }
}
