import BrowserCore
import MemoryModel

extension Notice {
  /// What happened, for the last line and for the list of notices.
  public var sentence: String {
    switch fact {
    case .pageFailed(let error, let page):
      "Page \(page) did not come. \(error.sentence)"
    case .loadingCancelled:
      "Loading was cancelled."
    case .refreshed(let rows):
      "Read again from page 1: \(rows) \(rows == 1 ? "row" : "rows") here."
    case .everythingLoaded(let category, let rows):
      "All \(rows) \(category.title.lowercased()) are loaded."
    case .declinedMore(let category):
      "Stopped loading \(category.title.lowercased()). G G goes on."
    case .conditionIgnored(let condition, let rows):
      "The service seems to have ignored \(Self.words(of: condition)): \(rows) \(rows == 1 ? "row contradicts" : "rows contradict") it."
    case .filterSaved(let name): "The filter is kept as \(name); Ctrl-L in the form loads it."
    case .keptFilterUnreadable: "That filter cannot be read by this version."
    case .noFilterToClear: "There is no filter to clear."
    case .filterFault(let fault): fault.sentence
    case .filterJSONFault(let fault): fault.sentence
    case .filterIsRaw: "The rows cannot show this filter: it is kept raw, as it is."
    case .formIsRaw: "The filter is raw JSON, and no row can be added to it: edit it, or remove it first."
    case .fieldNotFilterable(let name): "The service cannot filter by \(name)."
    case .nothingFilterable: "This memory has no field that the service can filter by."
    case .alreadyFiltered(let condition): "The filter has \(condition.words(.unicode)) already."
    case .unknownTerminal(let type, let instead):
      "The terminal type \(type) is not known here: \(instead) is used instead."
    case .copied(let part, let outcome): Self.words(part, outcome)
    case .nothingToCopy:
      "Nothing is selected that could be copied."
    case .childFailed(let command, .system(let words)):
      "\(command) could not be started (\(words))."
    case .childFailed(let command, .exited(127)):
      "\(command) was not found. Set PAGER and EDITOR to programs that are installed."
    case .childFailed(let command, .exited(let code)):
      "\(command) ended with exit code \(code)."
    case .childFailed(let command, .signalled(let number)):
      "\(command) was ended by signal \(number)."
    case .stateNotWritten(.busy, let path):
      "Another memtui has been writing \(path) for over a second: users and filters of this one are not kept there."
    case .stateNotWritten(.system(let words), let path):
      "Recent users and filters are not kept: \(path) cannot be used (\(words))."
    case .stateBroken(let path, let aside?):
      "\(path) held nothing that can be read. It was renamed to \(aside), and a new one begun."
    case .stateBroken(let path, nil):
      "\(path) holds nothing that can be read."
    }
  }
}

extension Notice {
  /// `scene = Payment` of `{"scene":"Payment"}`
  private static func words(of condition: JSONValue) -> String {
    FilterCondition(json: condition)?.words(.unicode) ?? condition.encoded()
  }
}

extension MemoryCategory {
  /// What its tab reads.
  public var title: String {
    switch self {
    case .factual: "Facts"
    case .preference: "Preferences"
    case .tool: "Tools"
    case .skill: "Skills"
    case .profile: "Profiles"
    case .event: "Events"
    }
  }
}
