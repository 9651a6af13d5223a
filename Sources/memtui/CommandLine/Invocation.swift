import ArgumentParser

/// What a command line asks for, before anything is read or done.
enum Invocation {
  case browse(BrowseCommand)
  case export(ExportCommand)
  case show(ShowCommand)
  case check(CheckCommand)
  case demoServer(DemoServerCommand)
  case configuration(ConfigCommand)
  /// `--help`, `--version`, a completion script: goes to stdout, exit code 0.
  case print(String)
}

extension Invocation {
  /// `["--user", "memos_user_123"]` -> `.browse`. Arguments come without the program's name.
  init(arguments: [String]) throws(SettingsError) {
    if let flag = Self.keyFlag(in: arguments) { throw .keyOnCommandLine(flag: flag) }
    if arguments.first == "-V" {
      self = .print(MemtuiCommand.configuration.version)
      return
    }
    do {
      var command = try MemtuiCommand.parseAsRoot(arguments)
      switch command {
      case let browse as BrowseCommand:
        guard browse.strayWords.isEmpty else { throw SettingsError.strayWord }
        self = .browse(browse)
      case let export as ExportCommand:
        guard export.strayWords.isEmpty else { throw SettingsError.strayWord }
        self = .export(export)
      case let show as ShowCommand:
        guard show.words.count == 1 else { throw SettingsError.oneID(given: show.words.count) }
        self = .show(show)
      case let check as CheckCommand:
        guard check.strayWords.isEmpty else { throw SettingsError.strayWord }
        self = .check(check)
      case let server as DemoServerCommand: self = .demoServer(server)
      case let config as ConfigCommand:
        guard config.strayWords.isEmpty else { throw SettingsError.strayWord }
        self = .configuration(config)
      default:
        // `memtui help browse`: running it throws the text to print.
        try command.run()
        self = .print(MemtuiCommand.helpMessage())
      }
    } catch let error as SettingsError {
      throw error
    } catch {
      guard MemtuiCommand.exitCode(for: error).isSuccess else {
        throw .usage(MemtuiCommand.message(for: error))
      }
      self = .print(Self.text(for: error, arguments: arguments))
    }
  }

  /// The root has no flags of its own: someone who types `memtui --help` wants to see those of browse.
  private static func text(for error: any Error, arguments: [String]) -> String {
    let text = MemtuiCommand.fullMessage(for: error)
    guard arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"] else { return text }
    let browse = MemtuiCommand.helpMessage(for: BrowseCommand.self)
    guard let options = browse.firstRange(of: "OPTIONS:"), let own = text.firstRange(of: "OPTIONS:"),
      let subcommands = text.firstRange(of: "SUBCOMMANDS:")
    else { return text }
    return text[..<own.lowerBound] + browse[options.lowerBound...] + "\n" + text[subcommands.lowerBound...]
  }
}
