import Testing

@testable import DemoServer

/// Users differ in what they talk about and in their language.
@Suite struct ProfileTests {
  private func texts(_ user: String, _ list: String, _ field: String) async throws -> [String] {
    try await withDemo { try await $0.walk(user) }.rows[list]!.compactMap { $0[field].string }
  }

  @Test func aNurseLearnsPortugueseAndHasADog() async throws {
    let texts = try await texts("memos_user_456", "memory_detail_list", "memory_value")
    for word in ["Bolt", "shift", "Portuguese"] {
      #expect(texts.filter { $0.contains(word) }.count > 2, "\(word)")
    }
    #expect(Set(texts).count > 33)
  }

  @Test func aStudentInChengduWritesChineseMostly() async throws {
    for (list, field) in [("memory_detail_list", "memory_value"), ("preference_detail_list", "preference")] {
      let texts = try await texts("memos_user_789", list, field)
      let chinese = texts.filter { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
      #expect(chinese.count * 10 > texts.count * 7 && chinese.count < texts.count)
    }
  }

  @Test func anAgentRemembersTheGuestsOfAHotel() async throws {
    let data = try await withDemo {
      try await $0.post(#"{"agent_id":"agent_concierge","size":50}"#).json()["data"]
    }
    let facts = data["memory_detail_list"].list.compactMap { $0["memory_value"].string }
    #expect(facts.filter { $0.contains("room ") || $0.contains("floor") }.count > 40)
  }

  @Test func everyProfileHasWordsForEachOfItsTopics() {
    for tenant in Tenant.all(memories: nil) {
      let profile = Profile.of(tenant)
      for step in 0..<500 {
        let topic = profile.topic(Noise(seed: UInt64(step)))
        for category in [Category.fact, .preference] {
          #expect(!profile.lexicon.statements(category, about: topic).isEmpty, "\(tenant.id) \(topic)")
        }
        #expect(!profile.lexicon.smallTalk(about: topic).isEmpty, "\(tenant.id) \(topic)")
      }
    }
  }
}
