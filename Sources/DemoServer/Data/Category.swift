/// The three kinds of memory that the demo holds.
enum Category: Int, CaseIterable {
  case fact
  case preference
  case tool

  /// In the open-source server's dialect.
  var bucketName: String {
    switch self {
    case .fact: "text_mem"
    case .preference: "pref_mem"
    case .tool: "tool_mem"
    }
  }

  var listName: String {
    switch self {
    case .fact: "memory_detail_list"
    case .preference: "preference_detail_list"
    case .tool: "tool_memory_detail_list"
    }
  }
}
