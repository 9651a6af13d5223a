/// `?`: the keys of the screen that it was opened from.
public struct HelpState: ScrollingTextHandler {
  public let subject: Place
  public internal(set) var top = 0
  public var place: Place { .help }

  mutating func perform(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    if command.closes { return [.close] }
    scroll(command, context.measure(state))
    return []
  }
}

/// `!`: the notices with their times.
public struct NoticesState: ScrollingTextHandler {
  public internal(set) var top = 0
  public var place: Place { .notices }

  mutating func perform(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    if command.closes { return [.close] }
    scroll(command, context.measure(state))
    return []
  }
}

extension BrowserCommand {
  var closes: Bool { self == .back || self == .backOrQuit }
}
