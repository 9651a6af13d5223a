import ArgumentParser

/// `memtui --user memos_user_123`, `memtui --demo`.
struct BrowseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "browse", abstract: "Browse memories in the terminal (the default).")

  @OptionGroup var service: ServiceOptions
  @OptionGroup var pages: PageOptions
  @OptionGroup var times: TimeOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var display: DisplayOptions

  /// Browsing takes none. They are caught here because the parser's own message would repeat them, and a word that
  /// stands alone may be a key.
  @Argument(help: .hidden) var strayWords: [String] = []
}

/// How the screen behaves: only flags, no configuration behind them.
struct DisplayOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Re-read page 1 at this interval, e.g. 5s or 2m.", valueName: "time"))
  var watch: String?

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var leavesMouseAlone = false

  @Flag(name: .customLong("no-state"), help: "Write no state: no recent users, no saved filters.")
  var writesNoState = false
}

extension DisplayOptions {
  func watchSeconds() throws(SettingsError) -> Double? {
    guard let watch else { return nil }
    guard let seconds = Quantity.seconds(watch), seconds >= Settings.shortestWatchSeconds else {
      throw .watchInterval(watch)
    }
    return seconds
  }
}
