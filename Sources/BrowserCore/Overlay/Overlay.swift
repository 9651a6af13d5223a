/// What stands on top of list and memory, and takes the keys.
public enum Overlay: Sendable, Hashable {
  /// Keys of the place it was opened from; the first line shown.
  case help(for: Place, top: Int)
  case notices(top: Int)
  case prompt(TextPrompt)
  case palette(CommandPalette)
  case question(Question)
}

/// A question that Enter answers with yes and Esc with no.
public enum Question: Sendable, Hashable {
  /// ``LoadingRest`` has used up its calls.
  case loadMore(calls: Int)
}
