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
    case .declinedSearchingOn(let category):
      "Stopped searching on through \(category.title.lowercased()). Ctrl-N goes on."
    case .nothingSearched:
      "Nothing is searched for: / searches."
    case .noMatch:
      "Nothing that is loaded matches. Ctrl-N searches on in what is not."
    case .searchWentToTop:
      "Went on from the top: that was the last match in what is loaded."
    case .searchWentToBottom:
      "Went on from the bottom: that was the first match in what is loaded."
    case .everythingSearched(let category):
      "All \(category.title.lowercased()) are loaded: there is nothing more to search."
    case .nothingSorted:
      "This is the service's order, which has no direction. s sorts by a column."
    case .watchStarted(let seconds):
      "Watching: page 1 is read again every \(ServiceError.number(seconds)) s. w stops it."
    case .watchStopped:
      "No longer watching."
    case .watchStoppedUnattended(let minutes):
      "Stopped watching: no key was pressed for \(minutes) minutes. w goes on."
    case .watchBrought(let new, let changed):
      Self.watchWords(new: new, changed: changed)
    case .watchMissed:
      "Everything on page 1 is new, so there may be more between it and what is here: r reads again."
    case .watchFailed(let error, let seconds):
      "Watching failed; it asks again in \(ServiceError.number(seconds)) s. \(error.sentence)"
    case .unknownTerminal(let type, let instead):
      "The terminal type \(type) is not known here: \(instead) is used instead."
    }
  }

  /// `3 new on top, 1 changed.`
  private static func watchWords(new: Int, changed: Int) -> String {
    let parts = [new > 0 ? "\(new) new on top" : "", changed > 0 ? "\(changed) changed" : ""]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ") + "."
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
