import CNcurses
import Canvas
import Dispatch
import Glibc

/// The terminal, taken with ``open(environment:)`` and given back with ``close()``. One at a time.
///
/// Nothing is asked of the terminal: a query breaks tmux and SSH. What it can do comes from terminfo.
@MainActor
public final class Screen {
  static let replacementType = "xterm-256color"

  public internal(set) var size: Size
  public let cellWidth: CellWidth
  public let notice: TerminalNotice?

  var palette: Palette
  /// False on a monochrome terminal and with `NO_COLOR`: attributes are all there is.
  public var hasColors: Bool { palette.hasColors }
  var reader: KeyReader
  let signals: SignalPipe
  let crash: CrashRestore
  /// What the terminal shows, nil if that is not known.
  var shown: Canvas?
  var cursor: (x: Int, y: Int)?
  var showsCursor = false
  /// `rmam` and `smam`: whether what does not fit in a row goes on in the next one.
  let noWrap: [UInt8]
  let wrap: [UInt8]
  /// What is switched on beside curses' own modes, and off again: the marks of a paste, reports of the mouse.
  let modesOn: [UInt8]
  let modesOff: [UInt8]
  /// Somebody else has the terminal: nothing is drawn or read.
  var isAway = false
  var isClosed = false
  var handler: (@MainActor (TerminalEvent) -> Void)?
  var inputSource: (any DispatchSourceRead)?
  var signalSource: (any DispatchSourceRead)?

  /// Takes the terminal: alternate screen, raw keys, paste mode, no cursor.
  ///
  /// - Parameters:
  ///   - environment: `TERM` and `NO_COLOR` are read from it.
  ///   - mouse: false leaves it to the terminal, for selecting text.
  public static func open(environment: [String: String], mouse: Bool) throws(TerminalError) -> Screen {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(.input) }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(.output) }
    guard let type = environment["TERM"], !type.isEmpty else { throw .typeMissing }
    guard type != "dumb" else { throw .typeTooSimple(type) }
    return try Screen(type: type, colors: environment["NO_COLOR"]?.isEmpty ?? true, mouse: mouse)
  }

  private init(type: String, colors: Bool, mouse: Bool) throws(TerminalError) {
    let signals = try SignalPipe()
    try Self.awaitForeground(signals)
    var modes = termios()
    tcgetattr(STDIN_FILENO, &modes)
    let encoding = CharacterEncoding.adopt(terminalType: type)
    // Before curses looks: it leaves SIGTSTP alone for good if that is handled, else it ignores it while it paints.
    signals.install([SIGTSTP])
    // Not `initscr`: that one ends the process when it fails.
    if curses_new_terminal(type) != nil {
      notice = nil
    } else if curses_new_terminal(Self.replacementType) != nil {
      notice = .unknownType(type, replacedBy: Self.replacementType)
    } else {
      signals.uninstall([SIGTSTP])
      throw .typeUnknown(type)
    }
    guard Capabilities.string("cup") != nil else {
      endwin()
      signals.uninstall(SignalPipe.watched)
      throw .typeTooSimple(type)
    }
    cellWidth = encoding.cellWidth
    let canStopWrapping = Capabilities.string("smam") != nil
    noWrap = canStopWrapping ? Capabilities.string("rmam") ?? [] : []
    wrap = noWrap.isEmpty ? [] : Capabilities.string("smam") ?? []
    let usesMouse = mouse && Capabilities.reportsMouse
    modesOn = Capabilities.pasteModeOn + (usesMouse ? Capabilities.mouseModeOn : [])
    modesOff = (usesMouse ? Capabilities.mouseModeOff : []) + Capabilities.pasteModeOff
    self.signals = signals
    crash = CrashRestore(modes: modes)
    crash.install(Capabilities.restoring())
    crash.isArmed = true
    signals.install(SignalPipe.watched)
    Self.configure()
    Capabilities.send(modesOn)
    palette = Palette(colors: colors)
    reader = KeyReader()
    size = Size(width: Int(curses_columns()), height: Int(curses_lines()))
    adoptTerminalSize()
  }

  /// `memtui &` stops until `fg`, before it has touched the terminal.
  private static func awaitForeground(_ signals: SignalPipe) throws(TerminalError) {
    guard !Foreground.isOurs else { return }
    signals.install([SIGCONT])
    defer { signals.uninstall([SIGCONT]) }
    if Foreground.await(signals) == .abandoned { throw .inBackground }
  }

  private static func configure() {
    let window = curses_standard_window()
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    typeahead(-1)
    // A row that scrolls is moved by the terminal; within a row nothing is, because terminals that draw an emoji
    // sequence narrower than curses counts it would move the wrong cells.
    idlok(window, true)
    idcok(window, false)
    leaveok(window, true)
    curs_set(0)
  }

  /// True if the terminal has another size than before. The environment's `LINES` and `COLUMNS` do not count.
  @discardableResult
  func adoptTerminalSize() -> Bool {
    var window = winsize()
    guard terminal_size(STDOUT_FILENO, &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return false
    }
    let found = Size(width: Int(window.ws_col), height: Int(window.ws_row))
    guard found != size else { return false }
    resizeterm(Int32(found.height), Int32(found.width))
    size = found
    shown = nil
    return true
  }
}
