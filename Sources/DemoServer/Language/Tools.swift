/// The tools that the demo's assistant uses, and what it remembers about them: `Words/tools.txt`.
struct Tool {
  let name: String
  let topic: Topic
  let trajectory: Template
  /// JSON text, as `ToolSchemaMemory` carries it.
  let schema: String
  private let lesson: Template

  private static let file = WordFile(PackageResources.tools_txt)
  private static let all = file["tools"].compactMap(Tool.init)
  private static let lessons = file["lessons"].map { Lexicon.english.template($0) }
  static let errors = [
    "timeout", "rate_limited", "invalid_argument", "not_found", "payment_declined", "upstream_5xx",
  ]

  /// The tool of a row; `step` counts the others of the same run.
  static func of(_ noise: Noise, step: Int = 0) -> Tool {
    all[(noise.pick(Salt.phrase, below: all.count) + step * 5) % all.count]
  }

  /// Half of what is learned is about the tool itself.
  func experience(_ noise: Noise, _ salt: UInt64) -> Template {
    noise.chance(salt &+ 1000, of: 500) ? lesson : noise.element(salt, of: Self.lessons)
  }

  private init?(_ line: Substring) {
    let columns = line.split(separator: "|").map(\.trimmed)
    guard columns.count == 4, let topic = Topic(name: columns[0]),
      let (name, rest) = columns[1].halves(at: "(")
    else { return nil }
    let parameters = rest.dropLast().split(separator: ",").map { "\"\($0.trimmed)\": {\"type\": \"string\"}" }
    self.name = String(name)
    self.topic = topic
    trajectory = Lexicon.english.template(columns[2])
    schema = """
      {"name": "\(name)", "parameters": {"type": "object", "properties": {\(parameters.joined(separator: ", "))}}}
      """
    lesson = Lexicon.english.template(columns[3])
  }
}
