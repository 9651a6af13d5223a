import BrowserCore
import MemoryModel

/// What the last line says of a search and of a sort, each with what it covers.
struct SearchWords {
  let state: BrowserState
  let context: DrawingContext

  /// `3 of 17 in 150 loaded`, `no match in 9000 of 10000 loaded`; `nil` without a search.
  var count: String? {
    guard let count = state.searchCount else { return nil }
    guard count.isComplete else { return "searching \(context.glyphs.ellipsis)" }
    let loaded = count.checked < count.loaded ? "\(count.checked) of \(count.loaded)" : "\(count.loaded)"
    let found =
      switch (count.matches, count.current) {
      case (0, _): "no match"
      case (let matches, let current?): "\(current) of \(matches)"
      case (let matches, nil): "\(matches) \(matches == 1 ? "match" : "matches")"
      }
    return "\(found) in \(loaded) loaded"
  }

  /// `/guang 3 of 17 in 150 loaded`
  var found: String? {
    guard let count, let pattern = state.search.pattern else { return nil }
    let text = pattern.text.count > 20 ? pattern.text.prefix(19) + context.glyphs.ellipsis : pattern.text
    return "/\(text) \(count)"
  }

  /// `sorted by confidence ↓ of what is loaded`; `nil` in the service's order.
  var order: String? {
    guard let order = shortOrder else { return nil }
    let loaded = state.store[state.category].countInMemory
    // What was dropped from memory stands at the end, in the service's order.
    let covered = loaded < state.rows.count ? "\(loaded) of \(state.rows.count) loaded" : "what is loaded"
    return "\(order) of \(covered)"
  }

  /// `sorted by confidence ↓`
  var shortOrder: String? {
    guard let order = state.rows.order else { return nil }
    let arrow = order.isDescending ? context.glyphs.descending : context.glyphs.ascending
    return "sorted by \(order.column.words) \(arrow)"
  }
}

extension SortColumn {
  var words: String {
    switch self {
    case .updated: "updated"
    case .kind: "type"
    case .confidence: "confidence"
    case .tools: "tools"
    case .success: "success"
    case .text: "text"
    }
  }
}

extension Notice {
  /// What happened, for the last line and for the list of notices.
  public var sentence: String {
    switch fact {
    case .pageFailed(let error, let page):
      "Page \(page) did not come. \(error.sentence)"
    case .openMemoryChanged:
      "This memory changed. The new record is shown."
    case .openMemoryGone:
      "This memory is gone, or no longer matches. The record shown is the last one read."
    case .loadingCancelled:
      "Loading was cancelled."
    case .refreshed(let rows, let selectedChanged):
      "Read again from page 1: \(rows) \(rows == 1 ? "row" : "rows") here."
        + (selectedChanged ? " The selected memory changed." : "")
    case .everythingLoaded(let category, let rows):
      "All \(rows) \(category.title.lowercased()) are loaded."
    case .declinedMore(let category):
      "Stopped loading \(category.title.lowercased()). G G goes on."
    case .declinedFurtherSearch(let category):
      "Stopped searching on through \(category.title.lowercased()). Ctrl-N goes on."
    case .unknownList(let name, let rows):
      "The service sent a list that memtui does not know: \(name.nameOfList), \(rows) "
        + "\(rows == 1 ? "memory" : "memories"). "
        + "No tab shows it; an export of all panes holds it."
    case .returnedFewer(let shortfalls): Shortfall.sentence(shortfalls)
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
    case .watchBrought(let new, let changed, let gone):
      Self.watchWords(new: new, changed: changed, gone: gone)
    case .watchMissed:
      "Everything on page 1 is new, so there may be more between it and what is here: r reads again."
    case .watchFailed(let error, let seconds):
      "Watching failed; it asks again in \(ServiceError.number(seconds)) s. \(error.sentence)"
    case .conditionIgnored(let condition?, _, let rows):
      "The service seems to have ignored \(condition.words(.unicode)): \(rows) \(rows == 1 ? "row contradicts" : "rows contradict") it."
    case .conditionIgnored(nil, let condition, let rows):
      "The service seems to have ignored \(Self.words(of: condition)): \(rows) \(rows == 1 ? "row contradicts" : "rows contradict") it."
    case .timesInFuture(let zone):
      "Some memories have times in the future. They name no time zone and are read as \(zone); if the server is in "
        + "another one, set server_zone in the profile or --server-zone."
    case .filterSaved(let name): "Saved as \(Self.brief(name)). Ctrl-L in the form loads it."
    case .filterNotSaved(let name, let reason):
      "Not saved: \(Self.words(reason)). \(Self.brief(name)) can be loaded until memtui ends."
    case .filterDeleted(let name): "Deleted the saved filter \(Self.brief(name))."
    case .filterNotDeleted(let name, let reason):
      "Not deleted: \(Self.words(reason)). \(Self.brief(name)) will be back the next time."
    case .textTooLong(let bytes):
      "The text is too long (\(max(1, bytes / 1024)) KB); an input line holds \(EditedLine.longest / 1024) KB."
    case .keptFilterUnreadable: "That filter cannot be read by this version."
    case .noFilterToClear: "There is no filter to clear."
    case .filterFault(let fault): fault.sentence + Self.instead(of: fault)
    case .filterTextFault(let failure):
      if case .condition(let fault) = failure.reason {
        failure.sentence + Self.instead(of: fault)
      } else {
        failure.sentence
      }
    case .filterWarning(let warning): warning.sentence
    case .editedFilterFault(_, let line?):
      "What was written is not JSON: see line \(line). Ctrl-E goes on with it."
    case .editedFilterFault(let fault, nil): fault.sentence + " Ctrl-E goes on with what was written."
    case .filterIsRaw: "The rows cannot show this filter: it is kept raw, as it is."
    case .formIsRaw: "The filter is raw JSON, and no row can be added to it: edit it, or remove it first."
    case .fieldNotFilterable(let name):
      "The service cannot filter by \(name)." + Self.instead(of: .fieldNotFilterable(name))
    case .valueNotText(let name):
      "\(name) is compared as text, and this memory has none there: a filter could not find it."
    case .nothingFilterable: "This memory has no field that the service can filter by."
    case .alreadyFiltered(let condition): "The filter has \(condition.words(.unicode)) already."
    case .unknownTerminal(let type, let instead):
      "The terminal type \(type) is not known here: \(instead) is used instead."
    case .copied(let part, let outcome): Self.words(part, outcome)
    case .deepLevelsOnOneLine:
      "Values nested deeper than \(JSONLayout.deepestLevel) levels are shown on one line."
    case .exported(let outcome, let path, let dropped): outcome.words(path: path, without: dropped)
    case .exportCancelled(let rows, let path):
      "The export was stopped after \(rows) \(rows == 1 ? "memory" : "memories"); \(path) was not written."
    case .exportUnderWay: "An export is under way; Esc in the list stops it."
    case .nothingToCopy:
      "Nothing is selected that could be copied."
    case .childFailed(let command, .noTemporaryFile(let folder, let reason)):
      "\(Self.brief(command)) was not started: no temporary file can be written in \(folder) (\(reason)). Set TMPDIR to a directory with free space."
    case .editorReturnedAtOnce(let command, .memory):
      "\(Self.brief(command)) returned at once. Its copy stays until memtui ends."
    case .editorReturnedAtOnce(let command, .filter(isChanged: false)):
      "\(Self.brief(command)) returned at once, so the filter is unchanged. Use an editor that waits, such as code --wait."
    case .editorReturnedAtOnce(let command, .filter(isChanged: true)):
      "\(Self.brief(command)) returned at once; the filter is what it wrote by then."
    case .keysDropped(let count):
      "\(count) keys were dropped: they arrived faster than they can be obeyed."
    case .childFailed(let command, .system(let words)):
      "\(Self.brief(command)) could not be started (\(words))."
    case .childFailed(let command, .leftNothing(let words)):
      "What \(Self.brief(command)) left cannot be read (\(words)): nothing was changed."
    case .childFailed(let command, .exited(127)):
      "\(Self.brief(command)) was not found. Set PAGER, or VISUAL or EDITOR, to a program that is installed."
    case .childFailed(let command, .exited(let code)):
      "\(Self.brief(command)) ended with exit code \(code)."
    case .childFailed(let command, .signalled(let number)):
      "\(Self.brief(command)) was ended by signal \(number)."
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

  /// `3 new on top, 1 changed.`
  private static func watchWords(new: Int, changed: Int, gone: Int) -> String {
    let parts = [
      new > 0 ? "\(new) new on top" : "", changed > 0 ? "\(changed) changed" : "",
      gone > 0 ? "\(gone) gone or no longer matching" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ") + "."
  }
}

extension Notice {
  private static func words(_ reason: NotKept) -> String {
    switch reason {
    case .fault(.busy, let path): "another memtui is writing \(path)"
    case .fault(.system(let words), let path): "\(path) cannot be written (\(words))"
    case .switchedOff: "--no-state keeps nothing"
    case .noFolder: "there is no folder for it; set XDG_STATE_HOME or HOME"
    case .full(let most): "\(most) filters are saved already; delete one first"
    }
  }

  /// What works now where the service cannot filter.
  private static func instead(of fault: FilterFault) -> String {
    guard case .fieldNotFilterable = fault else { return "" }
    return " / searches the loaded rows."
  }

  /// `scene = Payment` of `{"scene":"Payment"}`
  private static func words(of condition: JSONValue) -> String {
    FilterCondition(sent: condition)?.words(.unicode) ?? condition.encoded()
  }

  /// A command line as it was set may be long; what became of it stands behind.
  private static func brief(_ command: String) -> String {
    command.count > 30 ? command.prefix(29) + "…" : command
  }
}

extension Shortfall {
  /// `The service reports 47 memories but returned 20.`
  public static func sentence(_ shortfalls: [Shortfall]) -> String {
    let parts = shortfalls.map { shortfall in
      let kind = shortfall.category?.pluralNoun ?? "memories"
      return "\(shortfall.reported) \(kind) but returned \(shortfall.returned)"
    }
    return "The service reports " + parts.joined(separator: ", and ") + "."
  }
}

extension MemoryCategory {
  /// `1 tool memory`, `12 tool memories`
  public func noun(_ count: Int) -> String {
    guard count == 1 else { return pluralNoun }
    return self == .tool ? "tool memory" : String(pluralNoun.dropLast())
  }

  /// `tool memories`
  public var pluralNoun: String {
    switch self {
    case .factual: "facts"
    case .preference: "preferences"
    case .tool: "tool memories"
    case .skill: "skills"
    case .profile: "profiles"
    case .event: "events"
    }
  }

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

extension OpenMemoryStatus {
  /// For the line above an open memory; nil where there is nothing to say.
  var words: String? {
    switch self {
    case .unchanged: nil
    case .changed: "changed: this is the new record"
    case .gone: "gone, or no longer matches: this is the record as last read"
    case .notLoadedAgain: "not on page 1 after the refresh: this is the record as last read"
    }
  }
}

extension SourcesView {
  var statusWords: String? {
    status == .changed && isFromService
      ? "the memory changed: these are its sources as read before · r reads them again" : status.words
  }
}
