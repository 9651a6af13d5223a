import MemoryModel

/// What stands on top of list and memory, and takes the keys.
public enum Overlay: Sendable, Hashable {
  /// Keys of the place it was opened from; the first line shown.
  case help(for: Place, top: Int)
  case notices(top: Int)
  case prompt(TextPrompt)
  case palette(CommandPalette)
  case question(Question)
  /// Tags and `info` values of what is loaded, and the line under the cursor.
  case facets(selected: Int)
  /// Bars of what is loaded, and the one under the cursor.
  case overview(selected: OverviewBar.Subject?)
  /// What `+` can add.
  case conditions([FilterCondition], selected: Int)
  case export(ExportForm)
  /// What is to be copied is asked in the last line.
  case copy
}

/// A question that Enter answers with yes and Esc with no.
public enum Question: Sendable, Hashable {
  /// ``LoadingRest`` has used up its calls.
  case loadMore(calls: Int)
  /// The file of an export is there already.
  case replaceFile(ExportOrder)
}
