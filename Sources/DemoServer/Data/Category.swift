/// The three kinds of memory that the demo holds.
enum Category: Int, CaseIterable {
  case fact
  case preference
  case tool

  var listName: String {
    switch self {
    case .fact: "memory_detail_list"
    case .preference: "preference_detail_list"
    case .tool: "tool_memory_detail_list"
    }
  }
}
