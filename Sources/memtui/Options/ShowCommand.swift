import ArgumentParser

/// `memtui show 5e1c0d3a-…`.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one memory by its id.", usage: "memtui show <id> | - [<options>]",
    discussion: "With - instead of an id, memtui reads ids from standard input, one a line.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: ArgumentHelp("text, or json: a line for each record (text).", valueName: "name"))
  var format = Format.text

  @OptionGroup var service: ServiceOptions
  @OptionGroup var times: TimeOptions
  @OptionGroup var script: ScriptFlags

  /// The id. Counted by `Invocation`: the parser's own message would repeat what stands beside it.
  @Argument(help: .hidden) var words: [String] = []
}
