import ArgumentParser

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Print what differs between two exports, or between two users.",
    usage: """
      memtui diff <a> <b> [--format <name>] [--utc]
      memtui diff --user <a> --user <b> [<options>]
      """,
    discussion: """
      Compares exports in NDJSON or JSON by category and id, whatever their order; - is standard input. Two users are \
      compared by text and key, without ids, times, conversations and sources; the pages of both are read, and each is \
      one API call. Exit status: 0 if nothing differs, 1 if something does, 2 for an error.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("Two exports.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("text, or json for scripts.", valueName: "name"))
  var format = Format.text

  @OptionGroup(title: "Service options") var subjects: TwoSubjects
  @OptionGroup(title: "Service options") var connection: ConnectionOptions
  @OptionGroup(title: "Memory options") var pages: PageOptions
  @OptionGroup(title: "Memory options") var filter: FilterOptions
  @OptionGroup var times: TimeOptions

  /// Without the two users or agents.
  var flags: GivenFlags { connection.flags + pages.flags + times.flags }

  /// `--where`, if it was given and belongs to a service.
  var flagOfService: String? {
    if let setting = subjects.settings.first?.0 { return setting.flag }
    if let setting = Setting.allCases.first(where: { $0 != .usesUTC && flags.texts[$0] != nil }) {
      return setting.flag
    }
    return filter.givenFlag
  }
}

/// `--user a --user b`, or agents.
struct TwoSubjects: ParsableArguments {
  @Option(.user) var users: [String] = []
  @Option(.agent) var agents: [String] = []

  var settings: [(Setting, String)] { users.map { (.user, $0) } + agents.map { (.agent, $0) } }
}
