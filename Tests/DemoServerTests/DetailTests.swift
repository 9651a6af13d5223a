import Foundation
import Testing

@testable import DemoServer

@Suite struct DetailTests {
  @Test func everyKindOfRowIsFoundByItsID() async throws {
    try await withDemo { client in
      let data = try await client.page(2)["data"]
      for name in listNames {
        for row in data[name].list.prefix(12) {
          let id = row["id"].string!
          let answer = try await client.get("/api/openmem/v1/get/memory/\(id)").json()
          let detail = answer["data"]
          #expect(answer["code"].int == 0)
          #expect(detail["id"].string == id)
          #expect(detail["memory_type"].string != nil)
          #expect(!detail["metadata"]["sources"].list.isEmpty)
          for field in ["memory_value", "preference", "tool_value", "update_time", "info", "memory_key"] {
            #expect(detail[field] == row[field], "\(field) of \(id)")
          }
          if row.has("sources") { #expect(detail["metadata"]["sources"] == row["sources"]) }
        }
      }
    }
  }

  @Test func anEncodedIDIsDecoded() async throws {
    try await withDemo { client in
      let id = try await client.page(1)["data"]["memory_detail_list"].list[0]["id"].string!
      let encoded = id.replacing("-", with: "%2D")
      #expect(try await client.detail(encoded)["data"]["id"].string == id)
    }
  }

  @Test(arguments: [
    "x", "%5B%2Fetc%2Fpasswd%5D", "00000000-0000-4000-8000-000000000000",
    "ac3b9f13-55d7-4586-8432-017ba9a2d04d",
  ])
  func anUnknownIDIsNotFound(id: String) async throws {
    let answer = try await withDemo { try await $0.get("/get/memory/\(id)").json() }
    #expect(answer["code"].int == 40001)
    #expect(answer["message"].string?.contains(id.removingPercentEncoding!) == true)
  }

  @Test func placesAndIDsAreTheSame() {
    for category in Category.allCases {
      for index in [0, 1, 12, 1286, 999_999, 1 << 39] {
        let place = RowID(tenant: 3, category: category, index: index)
        #expect(RowID(uuid: place.uuid) == place)
        #expect(UUID(uuidString: place.uuid) != nil)
        #expect(Array(place.uuid)[14] == "4")
        #expect("89ab".contains(Array(place.uuid)[19]))
      }
    }
  }

  @Test func aRowBeyondTheEndIsNotFound() async throws {
    let beyond = RowID(tenant: 0, category: .fact, index: 1287).uuid
    let last = RowID(tenant: 0, category: .fact, index: 1286).uuid
    try await withDemo { client async throws in
      #expect(try await client.detail(beyond)["code"].int == 40001)
      #expect(try await client.detail(last)["code"].int == 0)
    }
  }
}
