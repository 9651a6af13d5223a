import ArgumentParser

/// `memtui check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Print every setting and where it comes from, and ask the service once.")

  @OptionGroup var service: ServiceOptions
  @OptionGroup var script: ScriptFlags

  @Argument(help: .hidden) var strayWords: [String] = []
}
