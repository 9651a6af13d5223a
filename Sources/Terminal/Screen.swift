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

extension Screen {
  /// Calls `handler` on the main queue for what happens from now on, and for signals since ``open(environment:)``.
  /// Nothing wakes up while nothing happens.
  ///
  /// - Parameter emergency: called on another thread before the program ends although the main queue has not obeyed a
  ///   signal: a terminal that takes no bytes holds up a draw for as long as it likes.
  public func start(
    _ handler: @escaping @MainActor (TerminalEvent) -> Void, emergency: @escaping @Sendable () -> Void
  ) {
    self.handler = handler
    inputSource = source(STDIN_FILENO, queue: .main) { [weak self] in
      MainActor.assumeIsolated { self?.readInput() }
    }
    let queue = DispatchQueue(label: "memtui.signals")
    let leave = crash.emergencyExit
    signalSource = source(signals.readEnd, queue: queue) { [weak self, signals] in
      let arrived = signals.read()
      DispatchQueue.main.async { MainActor.assumeIsolated { self?.obey(arrived) } }
      guard let ending = arrived.first(where: SignalPipe.ending.contains) else { return }
      queue.asyncAfter(deadline: .now() + Self.patience) {
        emergency()
        leave(128 + ending)
      }
    }
  }

  /// Longer than leaving takes at its worst.
  private nonisolated static let patience = 3.0

  /// The keys that are waiting, for a caller with a loop of its own. Nil when the terminal is gone.
  public func readKeys() -> [Key]? {
    isAway || isClosed ? [] : reader.readKeys()?.keys
  }

  private func source(
    _ descriptor: Int32, queue: DispatchQueue, _ action: @escaping @Sendable () -> Void
  ) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: action)
    source.activate()
    return source
  }

  private func readInput() {
    crash.useOwnStack()
    guard !isAway, !isClosed, regain() else { return }
    guard let reading = reader.readKeys() else {
      // A terminal that is gone stays readable for ever.
      inputSource?.cancel()
      inputSource = nil
      handler?(.inputEnded)
      return
    }
    // The assembler may hold the beginning of a sequence: nothing else would wake us for it.
    if reading.isCut { DispatchQueue.main.async { MainActor.assumeIsolated { self.readInput() } } }
    if !reading.keys.isEmpty { handler?(.keys(reading.keys)) }
  }

  private func obey(_ arrived: [Int32]) {
    crash.useOwnStack()
    guard !isClosed else { return }
    for signal in arrived {
      switch signal {
      case SIGWINCH:
        if !isAway, Foreground.isOurs, adoptTerminalSize() { handler?(.resized(size)) }
      case SIGCONT:
        guard !isAway, regain() else { continue }
        takeBack()
        handler?(.signal(signal))
      default:
        handler?(.signal(signal))
      }
    }
  }
}

extension Screen {
  /// Gives the terminal back for good. Does nothing the second time.
  public func close() {
    guard !isClosed else { return }
    inputSource?.cancel()
    leave()
    isClosed = true
    // Only now: a terminal that takes no bytes holds up the way out, too.
    signalSource?.cancel()
    signals.uninstall(SignalPipe.watched)
  }

  /// Stops the program as Ctrl-Z would, and paints again when it is in the foreground.
  ///
  /// The whole process group stops, so that a shell which started us through a script sees it too. Where nobody
  /// could continue it (`tmux new-session memtui`) the kernel ignores the stop, and the screen just comes back.
  public func suspend() {
    guard let signals = try? SignalPipe() else { return }
    leave()
    // SIGTSTP has its handler until then: one more would stop us by itself, and this again.
    signals.install(SignalPipe.ending + [SIGCONT])
    signal_stop_group(SIGTSTP)
    comeBack(signals)
  }

  /// Lends the terminal to `body`, which runs `$PAGER` or `$EDITOR` as the job it is given, and takes it back.
  ///
  /// Ctrl-C and Ctrl-\ in there are the child's, Ctrl-Z stops both. A child that is started here has
  /// default actions and no blocked signals.
  package func handOver<Result, Failure>(
    _ body: (ForegroundJob) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let job = try? ForegroundJob(givesTerminalAtOnce: true) else { return nil }
    leave()
    signals.uninstall([SIGTSTP])
    defer {
      job.finish()
      // A child that crashed or was killed leaves behind what it switched on.
      Foreground.reclaim()
      if Foreground.isOurs { Capabilities.send(Capabilities.afterOthers) }
      if let ending = job.ending { signals.put(ending) }
      if let back = try? SignalPipe() {
        back.install(SignalPipe.ending + [SIGCONT])
        comeBack(back)
      }
    }
    return try body(job)
  }

  /// Waits until the terminal is ours, and takes it.
  ///
  /// - Parameter temporary: gets the signals meanwhile.
  private func comeBack(_ temporary: SignalPipe) {
    let outcome = Foreground.await(temporary)
    signals.install(SignalPipe.watched)
    for signal in temporary.read() where SignalPipe.ending.contains(signal) { signals.put(signal) }
    switch outcome {
    case .foreground: takeBack()
    case .ending(let signal): signals.put(signal)
    case .abandoned: signals.put(SIGHUP)
    }
  }

  /// False when the terminal is not ours and will not be again. Blocks until it is: in the background nothing is drawn.
  func regain() -> Bool {
    guard !isAway, !isClosed else { return false }
    guard !Foreground.isOurs else { return true }
    guard let temporary = try? SignalPipe() else { return false }
    // Neither curses nor the terminal's modes are touched: they are the shell's.
    isAway = true
    crash.isArmed = false
    temporary.install(SignalPipe.ending + [SIGCONT])
    comeBack(temporary)
    return !isAway
  }

  private func leave() {
    guard !isAway, !isClosed else { return }
    isAway = true
    if Foreground.isOurs {
      Capabilities.send(modesOff)
      endwin()
    }
    crash.isArmed = false
  }

  /// The terminal as we need it, and everything painted; also when someone else changed it behind our back.
  func takeBack() {
    guard !isClosed else { return }
    isAway = false
    crash.isArmed = true
    descriptor_set_waiting(STDIN_FILENO, 1)
    descriptor_set_waiting(STDOUT_FILENO, 1)
    reset_prog_mode()
    reader.enableKeypad()
    Capabilities.send(modesOn)
    let isResized = adoptTerminalSize()
    redraw()
    if isResized { handler?(.resized(size)) }
  }
}
