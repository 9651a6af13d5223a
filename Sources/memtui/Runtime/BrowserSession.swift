import BrowserCore
import Canvas
import Dispatch
import Glibc
import MemoryModel
import TUI
import Terminal

/// The main loop: keys and answers go to `update`, its effects to the runner, the state to the screen.
@MainActor final class BrowserSession {
  private var state: BrowserState
  private let screen: Screen
  private let view = BrowserView()
  private let runner: EffectRunner
  private let keeper: StateKeeper
  private let clipboard: Clipboard
  private let environment: [String: String]
  private let zone: @Sendable (Timestamp) -> Int
  private let display: DisplaySettings
  private let theme: Theme
  private var ticker: (any DispatchSourceTimer)?
  private var watchTimer: (any DispatchSourceTimer)?
  private var isDrawScheduled = false
  private var waitingKeys = WaitingKeys()
  private var drawnPlace = Place.list
  private let copies = KeptFiles()

  /// Between two frames of a spinner, in seconds.
  private static let tick = 0.12

  init(
    state: BrowserState, screen: Screen, runner: EffectRunner, keeper: StateKeeper,
    display: DisplaySettings, environment: [String: String], zone: @escaping @Sendable (Timestamp) -> Int
  ) {
    self.state = state
    self.screen = screen
    self.runner = runner
    self.keeper = keeper
    self.display = display
    self.environment = environment
    clipboard = Clipboard(screen: screen, environment: environment)
    theme = screen.hasColors ? display.theme : display.theme.withoutColors
    self.zone = zone
  }

  func start(noting facts: [Notice.Fact]) {
    let effects = facts.flatMap { apply(.noticed($0)) } + apply(.started)
    draw()
    screen.start(
      { [weak self] event in self?.receive(event) },
      emergency: { [runner, copies] in
        runner.abandonExport()
        copies.remove()
      })
    run(effects)
    tickWhileBusy()
  }

  private var deliver: Delivery { { [weak self] in self?.receive($0) } }

  /// Several events within one turn of the main queue are drawn once.
  private func receive(_ event: BrowserEvent) {
    run(apply(event))
    tickWhileBusy()
    guard !isDrawScheduled else { return }
    isDrawScheduled = true
    DispatchQueue.main.async { MainActor.assumeIsolated { if self.isDrawScheduled { self.draw() } } }
  }

  private func receive(_ event: TerminalEvent) {
    switch event {
    case .keys(let keys):
      if waitingKeys.add(keys) { obey(.control("c")) }
      return obeyWaitingKeys()
    case .resized: run(apply(.resized))
    case .signal(SIGTSTP): screen.suspend()
    case .signal(SIGCONT): break
    case .signal(let number): leave(code: 128 + number)
    case .inputEnded: leave(code: ExitCode.hangUp)
    }
    draw()
    tickWhileBusy()
  }

  /// All of them before one draw, unless they take so long that the screen would freeze.
  private func obeyWaitingKeys() {
    let isDone = waitingKeys.obey { obey($0) }
    if let count = waitingKeys.takeDropped() { run(apply(.noticed(.keysDropped(count)))) }
    draw()
    tickWhileBusy()
    // After the answers, signals and keys that are waiting in the main queue.
    if !isDone { DispatchQueue.main.async { MainActor.assumeIsolated { self.obeyWaitingKeys() } } }
  }

  private func obey(_ key: Key) {
    // A key that was typed before a question was drawn does not answer it.
    if state.place == .question, drawnPlace != .question, key != .control("c") { return }
    for command in view.commands(for: key, in: state, size: screen.size, context) {
      run(apply(.command(command)))
    }
  }

  private func apply(_ event: BrowserEvent) -> [BrowserEffect] {
    state.update(event, view.updateContext(for: state, size: screen.size, context))
  }

  private func run(_ effects: [BrowserEffect]) {
    for effect in effects {
      switch effect {
      case .load(let request, let number): runner.load(request, number: number, deliver: deliver)
      case .cancelLoad: runner.cancel()
      case .loadRecord(let id, let number): runner.loadRecord(id: id, number: number, deliver: deliver)
      case .cancelRecord: runner.cancelRecord()
      case .trimMemory: runner.trimMemory()
      case .continueReading:
        // After the keys that are waiting in the main queue.
        DispatchQueue.main.async { MainActor.assumeIsolated { self.receive(.readingContinued) } }
      case .scheduleWatch(let seconds, let number): scheduleWatch(seconds: seconds, number: number)
      case .cancelWatch:
        watchTimer?.cancel()
        watchTimer = nil
      case .editFilter(let json): editFilter(json)
      case .recall: keeper.recall(deliver)
      case .remember(let change): keeper.remember(change, deliver)
      case .copy(let copying): copy(copying)
      case .openPager(let text):
        let text = VisibleText.printable(text, width: screen.cellWidth) + "\n"
        lend { job throws(ExternalProgram.Failure) in
          try ExternalProgram.pager(environment).show(text, in: job)
        }
      case .openEditor(let json): viewInEditor(json)
      case .export(let order):
        let loaded = order.reach == .everything ? [] : state.list.memories(for: order)
        runner.export(order, loaded: loaded, environment: environment, deliver: deliver)
      case .cancelExport: runner.cancelExport()
      case .compareUsers(let number): runner.compare(state.comparedMemories, number: number, deliver: deliver)
      case .suspend: screen.suspend()
      case .redraw: screen.redraw()
      case .quit(let reason): leave(code: reason == .interrupted ? ExitCode.interrupted : ExitCode.success)
      }
    }
  }

  private func leave(code: Int32) -> Never {
    screen.close()
    runner.abandonExport()
    copies.remove()
    keeper.finish()
    exitProcess(code)
  }

  private func draw() {
    isDrawScheduled = false
    let frame = view.draw(state, size: screen.size, context)
    screen.present(frame.canvas, cursor: frame.caret.map { (x: $0.x, y: $0.y) })
    drawnPlace = state.place
  }

  private var context: DrawingContext {
    DrawingContext(
      cellWidth: screen.cellWidth, theme: theme, keymap: display.keymap, now: .current(), zoneOffset: zone,
      serverZone: state.options.serverZone)
  }

  /// Nothing wakes the process up while nothing moves.
  private func tickWhileBusy() {
    guard state.isBusy else {
      ticker?.cancel()
      ticker = nil
      return
    }
    guard ticker == nil else { return }
    ticker = timer(.ticked) { $0.schedule(deadline: .now() + Self.tick, repeating: Self.tick) }
  }

  private func scheduleWatch(seconds: Double, number: Int) {
    watchTimer?.cancel()
    watchTimer = timer(.watchIsDue(number)) {
      $0.schedule(deadline: .now() + seconds, leeway: .milliseconds(100))
    }
  }

  private func timer(
    _ event: BrowserEvent, _ schedule: (any DispatchSourceTimer) -> Void
  ) -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .main)
    schedule(timer)
    timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.receive(event) } }
    timer.resume()
    return timer
  }

  private func copy(_ copying: Copying) {
    Task {
      let outcome: CopyOutcome
      switch copying.content {
      case .text(let text): outcome = await clipboard.copy(text)
      case .request(let request): outcome = await copy(request)
      }
      receive(.copied(copying.part, outcome))
    }
  }

  private func copy(_ request: PageRequest) async -> CopyOutcome {
    do {
      let service = try await runner.service.value
      let line = request.curlLine(
        baseURL: "\(service.baseURL)", in: service.dialect, sendsKey: service.sendsKey)
      return await clipboard.copy(line)
    } catch {
      return .failed(ServiceError(unexpected: error))
    }
  }

  private func editFilter(_ json: String) {
    let given = json + "\n"
    var edited: ExternalProgram.Edited?
    let program = ExternalProgram.editor(environment)
    lend { job throws(ExternalProgram.Failure) in
      edited = try program.edit(given, name: "filter.json", in: job, keeping: copies)
    }
    guard let edited else { return }
    receive(.filterEdited(edited.text))
    guard edited.atOnce else { return }
    let isChanged = edited.text != given
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .filter(isChanged: isChanged))))
  }

  private func viewInEditor(_ json: String) {
    var returnedAtOnce = false
    let program = ExternalProgram.editor(environment)
    lend { job throws(ExternalProgram.Failure) in
      returnedAtOnce = try program.view(json + "\n", name: "memory.json", in: job, keeping: copies)
    }
    guard returnedAtOnce else { return }
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .memory)))
  }

  private func lend(_ body: (ForegroundJob) throws(ExternalProgram.Failure) -> Void) {
    do throws(ExternalProgram.Failure) {
      try screen.handOver(body)
    } catch {
      receive(.noticed(error.fact))
    }
  }
}

/// Keys wait here during a flood of keys, so that the screen changes and Ctrl-C works before it ends.
struct WaitingKeys {
  private var keys: [Key] = []
  private var next = 0
  private var dropped = 0

  /// Keys are obeyed for so long between two draws.
  private static let slice = Duration.milliseconds(100)
  private static let most = 1 << 17

  var isEmpty: Bool { next >= keys.count }

  /// - Returns: true if Ctrl-C is among them and earlier keys still wait: Ctrl-C overtakes them.
  mutating func add(_ more: [Key]) -> Bool {
    guard !isEmpty else {
      keys = more
      next = 0
      return false
    }
    if more.contains(.control("c")) { return true }
    let room = max(0, Self.most - (keys.count - next))
    keys.append(contentsOf: more.prefix(room))
    dropped += more.count - min(room, more.count)
    return false
  }

  /// Passes keys to `body` until none is left or it is time to draw. Returns whether none is left.
  mutating func obey(_ body: (Key) -> Void) -> Bool {
    let start = ContinuousClock.now
    while next < keys.count {
      let key = keys[next]
      next += 1
      body(key)
      if ContinuousClock.now - start > Self.slice { break }
    }
    if next > keys.count / 2 {
      keys.removeFirst(min(next, keys.count))
      next = 0
    }
    return isEmpty
  }

  mutating func takeDropped() -> Int? {
    guard isEmpty, dropped > 0 else { return nil }
    defer { dropped = 0 }
    return dropped
  }
}
