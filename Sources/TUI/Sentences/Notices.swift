import BrowserCore
import MemoryModel

extension Notice {
  public func sentence(_ keys: KeyNames) -> String {
    switch fact {
    case .pageFailed(let error, let page): error.sentence(page: page)
    case .openMemoryChanged: "This memory changed. The new record is shown."
    case .openMemoryGone: "This memory is gone, or no longer matches. The last record read is shown."
    case .loadingCancelled: "Loading was cancelled."
    case .refreshed(let rows, let changes, let selectedChanged):
      "Reloaded: " + ([counted(rows, "row")] + Self.parts(changes)).joined(separator: ", ")
        + "." + (selectedChanged ? " The selected memory changed." : "")
    case .everythingLoaded(let category, let rows): "All \(category.counted(rows)) are loaded."
    case .declinedMore(let category):
      "Stopped loading \(category.pluralNoun)." + keys.part(" \(.goLast) \(.goLast) continues.")
    case .everythingCounted(let rows): "All \(counted(rows, "memory")) are loaded and counted."
    case .declinedEverything: "Stopped loading." + keys.part(" \(.goLast) \(.goLast) continues.")
    case .declinedComparison: "Nothing was compared: the rest is not loaded."
    case .declinedFurtherSearch: "Search stopped." + keys.part(" \(.searchFurther) continues.")
    case .unknownList(let name, let rows):
      "The service sent a list that memtui does not know: \(name.nameOfList), \(counted(rows, "memory")). "
        + "No tab shows it; an export of all panes includes it."
    case .returnedFewer(let shortfalls): Shortfall.sentence(shortfalls)
    case .recordNotLoaded(let id, let error):
      error.isUnknownMemory
        ? "The service has no memory with the id \"\(Self.brief(id))\"."
        : "Could not load the memory \"\(Self.brief(id))\". \(error.sentence)"
    case .outsidePanes:
      "This memory was opened by its id, not from a pane, so there is no next or previous memory."
    case .outsideOfComparison:
      "This memory was opened from the comparison, so there is no next or previous memory."
    case .nothingSearched: "No search yet." + keys.part(" Press \(.search) to search.")
    case .noMatch: "No match in the loaded rows." + keys.part(" \(.searchFurther) searches further pages.")
    case .noMatchInside: "No match here."
    case .onlyMatch: "The only match."
    case .furtherOnlyInList: "Only the list searches further pages."
    case .searchWentToTop: "Continued from the top."
    case .searchWentToBottom: "Continued from the bottom."
    case .searchEnded(let end): end.sentence
    case .matchesElsewhere(let found):
      found.map { $0.sentence(keys) }.joined(separator: " ")
    case .nothingSorted:
      "Server order cannot be reversed." + keys.part(" \(.sortByNextColumn) sorts by a column.")
    case .watchStarted(let seconds):
      "Watching: page 1 is reloaded every \(ServiceError.number(seconds)) s."
        + keys.part(" \(.watch) stops it.")
    case .watchStopped: "Stopped watching."
    case .watchStoppedUnattended(let minutes):
      "Stopped watching after \(minutes) minutes without a key." + keys.part(" \(.watch) starts again.")
    case .watchBrought(let changes): Self.parts(changes, place: " on top").joined(separator: ", ") + "."
    case .watchMissed:
      "Everything on page 1 is new; some rows may be missing in between." + keys.part(" \(.refresh) reloads.")
    case .watchFailed(let error, let seconds):
      "Watching failed; the next try is in \(ServiceError.number(seconds)) s. \(error.sentence)"
    case .conditionIgnored(let typed, let sent, let rows):
      "The service seems to have ignored \(typed?.label(.unicode) ?? Self.label(of: sent)): "
        + "\(counted(rows, "row")) \(rows == 1 ? "contradicts" : "contradict") it."
    case .timesInFuture(let zone):
      "Some memories have times in the future. The times have no time zone and are read as \(zone); if the server "
        + "uses another zone, set server_zone in the profile or --server-zone."
    case .filterSaved(let name, replaced: true):
      "Saved as \(Self.brief(name)); the earlier filter of that name is replaced."
    case .filterSaved(let name, replaced: false):
      "Saved as \(Self.brief(name))." + keys.part(" \(.loadFilter, in: .form) in the form loads it.")
    case .filterNotSaved(let name, let reason):
      "Could not save the filter: \(Self.explanation(of: reason)). "
        + "\(Self.brief(name)) can be loaded until memtui ends."
    case .filterDeleted(let name): "Deleted the saved filter \(Self.brief(name))."
    case .filterNotDeleted(let name, let reason):
      "Could not delete the filter: \(Self.explanation(of: reason)). \(Self.brief(name)) will be back next time."
    case .textTooLong(let bytes):
      "The text is too long (\(max(1, bytes / 1024)) KB); an input line holds \(EditedLine.longest / 1024) KB."
    case .keyMeansNothing(let key):
      "\(key) does nothing here." + keys.part(" \(.showHelp, in: keys.place) shows the keys.")
    case .commandMeansNothing: "That command does nothing here."
    case .nothingToSave: "There is no condition to save."
    case .nameMissing: "Type a name."
    case .noRoomForPreview: "The window is too small for a preview."
    case .previewOff: "The preview is off."
    case .noPane(let number): "There is no pane \(number)."
    case .keptFilterUnreadable: "This version of memtui cannot read that filter."
    case .noFilterToClear: "There is no filter to clear."
    case .filterFault(.fieldNotFilterable(let name)):
      FilterFault.notFilterable(name, isInfoKey: false, keys)
    case .filterFault(let fault): fault.sentence(keys)
    case .filterTextFault(let failure): failure.sentence(keys)
    case .filterWarning(let warning): warning.sentence
    case .editedFilterFault(_, let line?):
      "The text is not valid JSON: see line \(line)."
        + keys.part(" \(.editJSON, in: .form) in the form continues editing.")
    case .editedFilterFault(let fault, nil):
      fault.sentence + keys.part(" \(.editJSON, in: .form) in the form continues editing.")
    case .filterIsRaw: "The form cannot show this filter as rows; it is kept as raw JSON."
    case .formIsRaw: "The filter is raw JSON, and no row can be added to it. Edit it, or remove it first."
    case .fieldNotFilterable(let name, let isInfoKey):
      FilterFault.notFilterable(name, isInfoKey: isInfoKey, keys)
    case .fieldUnseen(let name, let offered):
      FilterWarning.unseenField(name).sentence + Self.advice(offered, keys)
    case .noSuchOperator(let typed, let field): field.takes(typed)
    case .valueNotText(let name):
      "\(name) is compared as text, but its value in this memory is not text: a filter could not find it."
    case .valueNotFilterable(let name):
      "The service cannot filter \(name) by this value."
        + keys.part(" \(.narrow, in: .list) in the list narrows by a part of it.")
    case .columnNotSorted: "The list cannot be sorted by this column."
    case .onlyToolsSorted: "Only the list of tools can be sorted." + keys.part(" \(.nextCell) goes to it.")
    case .nothingFilterable: "This memory has no field that the service can filter by."
    case .alreadyFiltered(let condition): "The filter already has \(condition.label(.unicode))."
    case .unknownTerminal(let type, let instead): "Unknown terminal type \(type); using \(instead)."
    case .copied(let part, let outcome): outcome.sentence(part, keys)
    case .deepLevelsOnOneLine:
      "Values nested deeper than \(JSONLayout.deepestLevel) levels are shown on one line."
    case .exported(let outcome, let path, let dropped): outcome.sentence(path: path, without: dropped)
    case .exportCancelled(let rows, let path):
      "The export was stopped after \(counted(rows, "memory")); \(path) was not written."
    case .exportUnderWay:
      "An export is already running." + keys.part(" \(.back, in: .list) in the list stops it.")
    case .nothingToExport: "There is nothing to export: no memory is loaded."
    case .nothingToCopy: "There is nothing to copy: no memory is selected."
    case .editorReturnedAtOnce(let command, .memory):
      "\(Self.brief(command)) returned at once. Its copy stays until memtui ends."
    case .editorReturnedAtOnce(let command, .filter(isChanged: false)):
      "\(Self.brief(command)) returned at once, so the filter is unchanged. Use an editor that waits, such as code --wait."
    case .editorReturnedAtOnce(let command, .filter(isChanged: true)):
      "\(Self.brief(command)) returned at once; the filter is what it had written by then."
    case .keysDropped(let count): "\(count.grouped) keys were dropped: they arrived too fast."
    case .childFailed(let command, let fault): fault.sentence(command: Self.brief(command))
    case .stateNotWritten(.busy, let path):
      "Another memtui has been writing \(path) for over a second; recent users and filters of this one are not saved."
    case .stateNotWritten(.system(let reason), let path):
      "Recent users and filters are not saved: could not use \(path) (\(reason))."
    case .stateBroken(let path, let aside?):
      "Could not read \(path). It was renamed to \(aside), and a new one was started."
    case .stateBroken(let path, nil): "Could not read \(path)."
    }
  }

  /// For a last line of fewer than 60 columns: `No "sc" seen: Tab keeps, ↓ scene`. nil where the sentence has no shorter form.
  func shortSentence(_ keys: KeyNames) -> String? {
    switch fact {
    case .fieldUnseen(let name, let offered):
      let advice = keys.list(
        "\(.nextCell, in: .form) keeps",
        offered.first.map { "\(.moveDown, in: .form) \(Self.brief($0))" } ?? "")
      return "No \"\(Self.brief(name))\" seen" + (advice.isEmpty ? "" : ": \(advice)")
    case .fieldNotFilterable(let name, _):
      let advice = keys.part("\(.narrow, in: .list) in the list narrows by \(Self.brief(name)).")
      return advice.isEmpty ? nil : advice
    default: return nil
    }
  }

  /// `1 new`, `2 changed`, `1 change in Preferences`
  private static func parts(_ changes: ChangeCounts, place: String = "") -> [String] {
    let here = [
      (changes.new, "new" + place), (changes.changed, "changed"),
      (changes.gone, "gone or no longer matching"),
    ]
    let elsewhere = changes.elsewhere.sorted { $0.key < $1.key }.map { category, count in
      "\(counted(count, "change")) in \(category.title)"
    }
    return here.filter { $0.0 > 0 }.map { "\($0.grouped) \($1)" } + elsewhere
  }

  private static func explanation(of reason: NotKept) -> String {
    switch reason {
    case .fault(.busy, let path): "another memtui is writing \(path)"
    case .fault(.system(let reason), let path): "could not write \(path) (\(reason))"
    case .switchedOff: "--no-state saves nothing"
    case .noFolder: "there is no folder for it; set XDG_STATE_HOME or HOME"
    case .full(let most): "there are already \(most) saved filters; delete one first"
    }
  }

  /// ` Tab again keeps it; ↓ chooses score, scene.`
  private static func advice(_ offered: [String], _ keys: KeyNames) -> String {
    let advice = keys.list(
      "\(.nextCell, in: .form) again keeps it",
      offered.isEmpty ? "" : "\(.moveDown, in: .form) chooses \(brief(offered))", separator: "; ")
    return advice.isEmpty ? "" : " \(advice)."
  }

  /// `scene = Payment` of `{"scene":"Payment"}`
  private static func label(of condition: JSONValue) -> String {
    FilterCondition(sent: condition)?.label(.unicode) ?? condition.encoded()
  }

  private static func brief(_ names: [String]) -> String { names.map { brief($0) }.joined(separator: ", ") }

  /// A name or a command line may be long; what happened follows it.
  private static func brief(_ text: String) -> String { text.count > 30 ? text.prefix(29) + "…" : text }
}

extension Notice.ChildFault {
  fileprivate func sentence(command: String) -> String {
    switch self {
    case .noTemporaryFile(let folder, let reason):
      "Could not start \(command): could not create a temporary file in \(folder) (\(reason)). "
        + "Set TMPDIR to a directory with free space."
    case .system(let reason): "Could not start \(command) (\(reason))."
    case .leftNothing(let reason):
      "Could not read the file back from \(command) (\(reason)): nothing was changed."
    case .exited(127): "\(command) was not found. Set PAGER, VISUAL or EDITOR to an installed program."
    case .exited(let code): "\(command) ended with exit code \(code)."
    case .signalled(let number): "\(command) was ended by signal \(number)."
    }
  }
}

extension CopyOutcome {
  /// `Copied the id. (36 bytes, OSC 52)`
  fileprivate func sentence(_ part: Copying.Part, _ keys: KeyNames) -> String {
    switch self {
    case .sentToTerminal(let bytes): "Copied \(part.label). (\(counted(bytes, "byte")), OSC 52)"
    case .given(let program, let bytes): "Copied \(part.label). (\(counted(bytes, "byte")), \(program))"
    case .tooLong(let bytes):
      "Could not copy \(part.label): terminals do not take \(counted(bytes, "byte")) at once."
        + keys.part(
          " Read it with \(.showRaw, in: .memory), \(.openPager, in: .memory) or \(.openEditor, in: .memory)."
        )
    case .failed(let error): "Could not copy \(part.label). \(error.sentence)"
    }
  }
}

extension Copying.Part {
  fileprivate var label: String {
    switch self {
    case .text: "the text"
    case .id: "the id"
    case .ids: "the ids of the group"
    case .json: "the JSON"
    case .curl: "the curl line"
    }
  }
}

extension OpenMemoryStatus {
  var label: String? {
    switch self {
    case .unchanged: nil
    case .changed: "changed: this is the new record"
    case .gone: "gone, or no longer matches: this is the last record read"
    case .notLoadedAgain: "not on page 1 after the reload: this is the last record read"
    }
  }
}

extension SourcesView {
  func statusLabel(_ keys: KeyNames) -> String? {
    guard status == .changed, isFromService else { return status.label }
    return "the memory changed: these are its sources as read before"
      + keys.part(" · \(.refresh) reloads them")
  }
}
