import ArgumentParser

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Print memories that say the same twice, or that may contradict each other.",
    usage: """
      memtui review --user <id> [<options>]
      memtui review <file> | - [--format <name>] [--exit-code] [--utc]
      """,
    discussion: """
      Reads all pages, each one API call, or an export in NDJSON or JSON; - is standard input. Memories are identical \
      (but for case, spaces and punctuation), near (similar wording), or may contradict: the same wording with another \
      number, date or name, or with a negation. These are guesses: read both before you act on one.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("An export, instead of a service.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("text, or json for scripts.", valueName: "name"))
  var format = Format.text

  @Flag(
    name: .customLong("exit-code"),
    help: "Exit with 1 if something may contradict, 0 if nothing does, and 2 for any error.")
  var setsExitCode = false

  @OptionGroup(title: "Service options") var service: ServiceOptions
  @OptionGroup(title: "Memory options") var pages: PageOptions
  @OptionGroup(title: "Memory options") var filter: FilterOptions
  @OptionGroup var times: TimeOptions

  var flags: GivenFlags { service.flags + pages.flags + times.flags }

  /// `--where`, if it was given and belongs to a service.
  var flagOfService: String? {
    if let setting = Setting.allCases.first(where: { $0 != .usesUTC && flags.texts[$0] != nil }) {
      return setting.flag
    }
    return filter.givenFlag
  }
}
