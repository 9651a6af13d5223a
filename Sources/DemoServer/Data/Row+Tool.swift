extension Row {
  var toolType: String {
    let number = noise.pick(Salt.kind, below: 100)
    return number < 74 ? "ToolTrajectoryMemory" : number < 94 ? "ToolSchemaMemory" : "ToolSchema"
  }

  /// The tools of a run: one to three, the first names the text.
  private var uses: [ToolVocabulary.Tool] {
    let count = 1 + noise.pick(Salt.rate &+ 300, below: 5) / 2
    return (0..<count).map { ToolVocabulary.tool(noise, step: $0) }
  }

  /// - Parameter name: `tool_value` in the cloud's dialect.
  func writeToolText(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    json.key(name)
    json.text { json in
      if let hostile = voice.hostile {
        json.append(hostile.text)
      } else if toolType == "ToolTrajectoryMemory" {
        uses[0].trajectory.write(into: &json, noise: noise, time: time, lexicon: .english)
      } else {
        json.append(uses[0].schema)
      }
    }
  }

  func writeToolUses(into json: inout JSONWriter) {
    let uses = uses
    if noise.chance(Salt.reasoning, of: 880) {
      json.key("experience")
      json.sentence { json in
        uses[0].experience(noise, Salt.reasoning &+ 50)
          .write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
    guard noise.pick(Salt.missing, below: 30) != 11 else { return }
    json.key("tool_used_status")
    json.array { json in
      for (place, tool) in uses.enumerated() { writeUse(of: tool, Noise(noise, place), into: &json) }
    }
  }

  private func writeUse(of tool: ToolVocabulary.Tool, _ noise: Noise, into json: inout JSONWriter) {
    let spread = noise.pick(Salt.rate, below: 100)
    let rate = noise.chance(Salt.rate &+ 1, of: 300) ? 100 : 100 - spread * spread / 120
    json.object { json in
      json.member("used_tool", tool.name)
      json.key("error_type")
      if rate > 80 {
        noise.chance(Salt.rate &+ 2, of: 500) ? json.null() : json.string("")
      } else {
        json.string(noise.element(Salt.rate &+ 3, of: ToolVocabulary.errors))
      }
      json.key("success_rate")
      if noise.chance(Salt.rate &+ 4, of: 300) {
        json.text { json in json.append(rate == 100 ? "1.0" : "0.\(rate < 10 ? "0" : "")\(rate)") }
      } else {
        json.hundredths(rate)
      }
      json.key(noise.chance(Salt.rate &+ 5, of: 250) ? "experience" : "tool_experience")
      json.sentence { json in
        tool.experience(noise, Salt.rate &+ 6)
          .write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
  }
}
