import ArgumentParser
import MemoryModel

/// `memtui export --user memos_user_123 --format csv --output memories.csv`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write every memory to stdout or to a file; no terminal is needed.",
    discussion: """
      Reads page after page, one API call each, which counts against your quota. The file is written only if
      everything arrived.
      """)

  @Option(help: ArgumentHelp("ndjson, json, csv or markdown (default: ndjson).", valueName: "name"))
  var format = ExportFormat.ndjson

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write, replaced if it is there; - is stdout (-).", valueName: "file"))
  var output: String?

  @OptionGroup var service: ServiceOptions
  @OptionGroup var pages: PageOptions
  @OptionGroup var times: TimeOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var script: ScriptFlags

  @Argument(help: .hidden) var strayWords: [String] = []
}

/// What does nothing without a screen, and is taken all the same so that scripts can give it always.
struct ScriptFlags: ParsableArguments {
  @Flag(name: .customLong("no-mouse"), help: .hidden) var leavesMouseAlone = false
  @Flag(name: .customLong("no-state"), help: .hidden) var writesNoState = false
}

extension ExportFormat: ExpressibleByArgument {}
