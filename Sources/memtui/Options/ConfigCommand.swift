import ArgumentParser

/// `memtui config path`, `memtui config show`, `memtui config init`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the config path or the effective settings, or write an example.")

  enum Action: String, ExpressibleByArgument, CaseIterable {
    case path, show
    case initialize = "init"
  }

  @Argument(
    help: ArgumentHelp(
      "path: where the file is or would be; show: every setting and where it came from, theme, and every "
        + "command with its keys; "
        + "init: write an example, overwriting nothing."))
  var action: Action

  @Option(help: ArgumentHelp("A profile of config.yaml.", valueName: "name"))
  var profile: String?

  /// What is in force where nothing but the profile is given.
  func service() throws(SettingsError) -> ServiceOptions {
    do {
      var options = try ServiceOptions.parse([])
      options.profile = profile
      return options
    } catch {
      throw .usage(ServiceOptions.message(for: error))
    }
  }

  /// As for browse: the parser's own message would repeat what may be a key.
  @Argument(help: .hidden) var strayWords: [String] = []
}
