import BrowserCore
import Canvas
import Dispatch
import Glibc
import MemoryModel
import TUI
import Terminal

/// The loop: keys and answers go into one `update`, its effects to the runner, the state to the screen.
@MainActor final class BrowserSession {
  private var state: BrowserState
  let screen: Screen
  private let view = BrowserView()
  let runner: EffectRunner
  private let keeper: StateKeeper
  let clipboard: Clipboard
  let environment: [String: String]
  private let zone: @Sendable (Timestamp) -> Int
  private let display: DisplaySettings
  private let theme: Theme
  private var ticker: (any DispatchSourceTimer)?
  private var watchTimer: (any DispatchSourceTimer)?
  private var isDrawScheduled = false
  private var waitingKeys = WaitingKeys()
  let copies = KeptFiles()

  /// Between two frames of a spinner, in milliseconds.
  private static let tick = 120

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

  /// The first paint comes before the network is touched: effects run after it.
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

  /// What the network brings. Several answers within one turn of the main queue are drawn once.
  func receive(_ event: BrowserEvent) {
    run(apply(event))
    tickWhileBusy()
    guard !isDrawScheduled else { return }
    isDrawScheduled = true
    DispatchQueue.main.async { MainActor.assumeIsolated { self.drawScheduled() } }
  }

  private func receive(_ event: TerminalEvent) {
    switch event {
    case .keys(let keys):
      if waitingKeys.add(keys) { obey(.control("c")) }
      return obeyWaitingKeys()
    case .resized:
      run(apply(.resized))
    case .signal(SIGTSTP):
      screen.suspend()
    case .signal(SIGCONT):
      break
    case .signal(let number):
      leave(code: 128 + number)
    case .inputEnded:
      leave(code: ExitCode.hangUp)
    }
    draw()
    tickWhileBusy()
  }

  /// All of them before one draw, unless they take so long that the screen would stand still.
  private func obeyWaitingKeys() {
    let isDone = waitingKeys.obey { obey($0) }
    if let count = waitingKeys.takeDropped() { run(apply(.noticed(.keysDropped(count)))) }
    draw()
    tickWhileBusy()
    // Behind what else is waiting in the main queue: answers, signals, more keys.
    if !isDone { DispatchQueue.main.async { MainActor.assumeIsolated { self.obeyWaitingKeys() } } }
  }

  private func obey(_ key: Key) {
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
      case .load(let request, let number):
        runner.load(request, number: number) { [weak self] in self?.receive($0) }
      case .cancelLoad: runner.cancel()
      case .loadRecord(let id, let number):
        runner.loadRecord(id: id, number: number) { [weak self] in self?.receive($0) }
      case .cancelRecord: runner.cancelRecord()
      case .trimMemory: runner.trimMemory()
      case .continueSearch:
        // Behind the keys that are waiting in the main queue.
        DispatchQueue.main.async { MainActor.assumeIsolated { self.receive(.searchContinued) } }
      case .scheduleWatch(let seconds, let number): scheduleWatch(seconds: seconds, number: number)
      case .cancelWatch:
        watchTimer?.cancel()
        watchTimer = nil
      case .editFilter(let json):
        editFilter(json)
      case .recall: keeper.recall { [weak self] in self?.receive($0) }
      case .remember(let change): keeper.remember(change) { [weak self] in self?.receive($0) }
      case .copy(let copying): copy(copying)
      case .openPager(let text):
        lend(to: .pager(environment)) { program, job throws(ExternalProgram.Failure) in
          try program.show(VisibleText.printable(text, width: self.screen.cellWidth) + "\n", in: job)
        }
      case .openEditor(let json):
        viewInEditor(json)
      case .export(let order):
        let loaded = order.reach == .loaded ? state.list.memories(for: order) : []
        runner.export(order, loaded: loaded, environment: environment) { [weak self] in self?.receive($0) }
      case .cancelExport: runner.cancelExport()
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

  private func drawScheduled() {
    guard isDrawScheduled else { return }
    draw()
  }

  private func draw() {
    isDrawScheduled = false
    let frame = view.draw(state, size: screen.size, context)
    screen.present(frame.canvas, cursor: frame.caret.map { (x: $0.x, y: $0.y) })
  }

  private var context: DrawingContext {
    DrawingContext(
      cellWidth: screen.cellWidth, theme: theme, keymap: display.keymap, now: .current(), zoneOffset: zone,
      serverZone: state.options.serverZone)
  }

  /// Nothing wakes up while nothing moves.
  private func tickWhileBusy() {
    guard state.isBusy else {
      ticker?.cancel()
      ticker = nil
      return
    }
    guard ticker == nil else { return }
    let timer = DispatchSource.makeTimerSource(queue: .main)
    timer.schedule(deadline: .now() + .milliseconds(Self.tick), repeating: .milliseconds(Self.tick))
    timer.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.receive(.ticked) }
    }
    timer.resume()
    ticker = timer
  }

  /// Fires once, so that without a watch nothing wakes up.
  private func scheduleWatch(seconds: Double, number: Int) {
    watchTimer?.cancel()
    let timer = DispatchSource.makeTimerSource(queue: .main)
    timer.schedule(deadline: .now() + seconds, leeway: .milliseconds(100))
    timer.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.receive(.watchIsDue(number)) }
    }
    timer.resume()
    watchTimer = timer
  }
}

/// What leaves the program: for the clipboard, or with the terminal for somebody else.
extension BrowserSession {
  func copy(_ copying: Copying) {
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
    } catch let error as ServiceError {
      return .failed(error)
    } catch {
      return .failed(ServiceError(unexpected: error))
    }
  }

  func editFilter(_ json: String) {
    let given = json + "\n"
    var edited: ExternalProgram.Edited?
    let program = ExternalProgram.editor(environment)
    lend(to: program) { program, job throws(ExternalProgram.Failure) in
      edited = try program.edit(given, name: "filter.json", in: job, keeping: copies)
    }
    guard let edited else { return }
    receive(.filterEdited(edited.text))
    guard edited.atOnce else { return }
    let isChanged = edited.text != given
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .filter(isChanged: isChanged))))
  }

  func viewInEditor(_ json: String) {
    var returnedAtOnce = false
    let program = ExternalProgram.editor(environment)
    lend(to: program) { program, job throws(ExternalProgram.Failure) in
      returnedAtOnce = try program.view(json + "\n", name: "memory.json", in: job, keeping: copies)
    }
    guard returnedAtOnce else { return }
    receive(.noticed(.editorReturnedAtOnce(command: program.command, .memory)))
  }

  func lend(
    to program: ExternalProgram,
    _ body: (ExternalProgram, ForegroundJob) throws(ExternalProgram.Failure) -> Void
  ) {
    do throws(ExternalProgram.Failure) {
      try screen.handOver { job throws(ExternalProgram.Failure) in try body(program, job) }
    } catch {
      receive(.noticed(error.fact))
    }
  }
}
