/// Why the screen cannot be taken. Sentences are made where it is printed.
public enum TerminalError: Error, Sendable, Hashable {
  public enum Stream: Sendable, Hashable {
    case input, output
  }

  case notATerminal(Stream)
  /// `TERM` is unset or empty.
  case typeMissing
  /// `TERM` names a terminal that cannot place its cursor, such as `dumb`.
  case typeTooSimple(String)
  /// Neither this type nor the one that replaces unknown types is in the terminfo database.
  case typeUnknown(String)
  /// The pipe that signals are read from could not be made.
  case signalsUnavailable(errno: Int32)
  /// Another process has the terminal, and no shell is there to give it to us.
  case inBackground
}

/// What is different from what the user may expect, though the screen was taken.
public enum TerminalNotice: Sendable, Hashable {
  case unknownType(String, replacedBy: String)
}
