import CNcurses
import Canvas
import Dispatch
import Glibc

/// The terminal is never queried, which breaks tmux and SSH: terminfo tells what it can do.
@MainActor
public final class Screen {
  private static let replacementType = "xterm-256color"

  public private(set) var size: Size
  public let cellWidth: CellWidth
  public let notice: TerminalNotice?
  var palette: Palette
  public var hasColors: Bool { palette.hasColors }
  private var reader: KeyReader
  private let signals: SignalPipe
  private let crash: CrashRestore
  var shown: Canvas?
  var cursor: (x: Int, y: Int)?
  var showsCursor = false
  /// `rmam` and `smam`: whether text that does not fit in a row continues in the next one.
  let noWrap: [UInt8]
  let wrap: [UInt8]
  private let modesOn: [UInt8]
  private let modesOff: [UInt8]
  private(set) var isAway = false
  private(set) var isClosed = false
  private var handler: (@MainActor (TerminalEvent) -> Void)?
  private var inputSource: (any DispatchSourceRead)?
  private var signalSource: (any DispatchSourceRead)?

  /// `TERM` and `NO_COLOR` come from `environment`. Without `mouse` the terminal uses it to select text.
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
    // Before curses starts: it keeps a handler of SIGTSTP, else it ignores the signal while it paints.
    signals.install([SIGTSTP])
    // Not `initscr`, which ends the process when it fails.
    if CompiledTerminfo.startCurses(type) {
      notice = nil
    } else if CompiledTerminfo.startCurses(Self.replacementType) {
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

  /// `memtui &` stops until `fg`, before it touches the terminal.
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
    // Only whole rows scroll: a terminal that draws emoji narrower would move the wrong cells within a row.
    idlok(window, true)
    idcok(window, false)
    leaveok(window, true)
    curs_set(0)
  }

  /// True if the size changed. `LINES` and `COLUMNS` of the environment do not count.
  @discardableResult
  private func adoptTerminalSize() -> Bool {
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

  /// `handler` runs on the main queue. `emergency` runs on another thread if a blocked draw stops that queue.
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

  /// In seconds, longer than leaving ever takes.
  private nonisolated static let patience = 3.0

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
      // A terminal that is gone stays readable forever.
      inputSource?.cancel()
      inputSource = nil
      handler?(.inputEnded)
      return
    }
    // The assembler may hold the start of a sequence, and no other event would follow.
    if reading.isCut { DispatchQueue.main.async { MainActor.assumeIsolated { self.readInput() } } }
    if !reading.keys.isEmpty { handler?(.keys(reading.keys)) }
  }

  private func obey(_ arrived: [Int32]) {
    crash.useOwnStack()
    guard !isClosed else { return }
    for signal in arrived {
      switch signal {
      case SIGWINCH:
        if !isAway, Foreground.isOurs, adoptTerminalSize() { handler?(.resized) }
      case SIGCONT:
        guard !isAway, regain() else { continue }
        takeBack()
        handler?(.signal(signal))
      default: handler?(.signal(signal))
      }
    }
  }

  public func close() {
    guard !isClosed else { return }
    inputSource?.cancel()
    leave()
    isClosed = true
    // Only now: a terminal that takes no bytes can block all of the above.
    signalSource?.cancel()
    signals.uninstall(SignalPipe.watched)
  }

  /// Stops the whole process group, as Ctrl-Z does. The kernel ignores it where no process could continue memtui.
  public func suspend() {
    guard let signals = try? SignalPipe() else { return }
    leave()
    // SIGTSTP has its handler until now: another one would stop memtui a second time.
    signals.install(SignalPipe.ending + [SIGCONT])
    signal_stop_group(SIGTSTP)
    comeBack(signals)
  }

  /// Runs `body` as the job: Ctrl-C and Ctrl-\ go to the child, and Ctrl-Z stops both.
  package func handOver<Result, Failure>(
    _ body: (ForegroundJob) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let job = try? ForegroundJob(givesTerminalAtOnce: true) else { return nil }
    leave()
    signals.uninstall([SIGTSTP])
    defer {
      job.finish()
      // A child that crashed or was killed may leave modes switched on.
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

  /// Waits until memtui has the terminal again; `temporary` gets the signals meanwhile.
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

  /// Blocks until memtui is in the foreground. False if it never will be.
  func regain() -> Bool {
    guard !isAway, !isClosed else { return false }
    guard !Foreground.isOurs else { return true }
    guard let temporary = try? SignalPipe() else { return false }
    // Neither curses nor the terminal's modes are touched: they belong to the shell now.
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
      Capabilities.send(Capabilities.promptLine)
    }
    crash.isArmed = false
  }

  /// Sets all modes and paints everything, also after another program changed the terminal.
  private func takeBack() {
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
    if isResized { handler?(.resized) }
  }
}
