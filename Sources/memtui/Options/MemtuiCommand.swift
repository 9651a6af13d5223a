import ArgumentParser

/// `memtui`. The commands are data: `Invocation` parses them, the program runs them.
struct MemtuiCommand: ParsableCommand {
  static let version = "0.3.0"

  static let configuration = CommandConfiguration(
    commandName: "memtui",
    abstract: "Browse the memories that MemOS keeps about a user.",
    usage: """
      memtui [--user <id> | --agent <id> | --demo] [<options>]
      memtui <subcommand>
      """,
    discussion: """
      The API key comes from the environment (MEMOS_API_KEY) or from config.yaml (api_key_file or \
      api_key_command), never from the command line. Without a key: memtui --demo.
      """,
    version: "memtui \(version)",
    subcommands: [
      BrowseCommand.self, ExportCommand.self, ShowCommand.self, CheckCommand.self, DemoServerCommand.self,
      ConfigCommand.self,
    ],
    defaultSubcommand: BrowseCommand.self)
}
