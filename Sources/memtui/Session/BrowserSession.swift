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
  private let environment: [String: String]
  private let zone: @Sendable (Timestamp) -> Int
  private let display: DisplaySettings
  private let theme: Theme
  private var ticker: (any DispatchSourceTimer)?
  private var watchTimer: (any DispatchSourceTimer)?
  private var isDrawScheduled = false

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
    screen.start { [weak self] event in self?.receive(event) }
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
      for key in keys {
        for command in view.commands(for: key, in: state, size: screen.size, context) {
          run(apply(.command(command)))
        }
      }
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

  private func apply(_ event: BrowserEvent) -> [BrowserEffect] {
    let context = context
    return state.update(event, now: context.now) { view.viewport(for: $0, size: screen.size, context) }
  }

  private func run(_ effects: [BrowserEffect]) {
    for effect in effects {
      switch effect {
      case .load(let request, let question):
        runner.load(request, question: question) { [weak self] in self?.receive($0) }
      case .cancelLoad: runner.cancel()
      case .loadRecord(let id, let question):
        runner.loadRecord(id: id, question: question) { [weak self] in self?.receive($0) }
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
        var edited: String?
        lend(to: .editor(environment)) { program throws(ExternalProgram.Failure) in
          edited = try program.edit(json + "\n", name: "filter.json")
        }
        if let edited { receive(.filterEdited(edited)) }
      case .recall: keeper.recall { [weak self] in self?.receive($0) }
      case .remember(let change): keeper.remember(change) { [weak self] in self?.receive($0) }
      case .copy(let copying): copy(copying)
      case .openPager(let text):
        lend(to: .pager(environment)) { program throws(ExternalProgram.Failure) in
          try program.show(VisibleText.printable(text, width: self.screen.cellWidth) + "\n")
        }
      case .openEditor(let json):
        lend(to: .editor(environment)) { program throws(ExternalProgram.Failure) in
          try program.view(json + "\n", name: "memory.json")
        }
      case .export(let order):
        let loaded = order.reach == .loaded ? state.loadedMemories(for: order) : []
        runner.export(order, loaded: loaded, environment: environment) { [weak self] in self?.receive($0) }
      case .cancelExport: runner.cancelExport()
      case .suspend: screen.suspend()
      case .redraw: screen.redraw()
      case .quit(let reason): leave(code: reason == .interrupted ? ExitCode.interrupted : ExitCode.fine)
      }
    }
  }

  private func leave(code: Int32) -> Never {
    screen.close()
    runner.abandonExport()
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
      cellWidth: screen.cellWidth, theme: theme, keymap: display.keymap, now: .current(), zoneOffset: zone)
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
