import Terminal

extension TerminalError {
  var sentence: String {
    switch self {
    case .notATerminal(let stream):
      "Standard \(stream == .input ? "input" : "output") is not a terminal; run memtui without a pipe, or use memtui export."
    case .typeMissing:
      "TERM is not set, so the terminal's abilities are not known. Set it, for example: TERM=xterm-256color."
    case .typeTooSimple(let type):
      "The terminal type \(printable(type)) cannot place a cursor. Set TERM to what the terminal is, for example "
        + "xterm-256color."
    case .typeUnknown(let type):
      "Neither the terminal type \(printable(type)) nor xterm-256color is known on this machine. Install the "
        + "package ncurses-base, or set TERM to a type that is known."
    case .inBackground:
      "memtui runs in the background, and no shell is there to bring it to the foreground. Start it in the foreground."
    case .signalsUnavailable(let number):
      "No pipe could be made for signals (error \(number)). Close some programs, or raise the limit of open files."
    }
  }
}
