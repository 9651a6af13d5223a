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
    if let flag = Self.keyFlag(in: arguments) { throw .usage(.keyOnCommandLine(flag: flag)) }
    if arguments.first == "-V" {
      self = .print(MemtuiCommand.configuration.version)
      return
    }
    do {
      var command: any ParsableCommand =
        try Self.browseCommand(arguments) ?? MemtuiCommand.parseAsRoot(arguments)
      let unexpected: [String]
      switch command {
      case let browse as BrowseCommand: (self, unexpected) = (.browse(browse), browse.unexpected)
      case let export as ExportCommand: (self, unexpected) = (.export(export), export.unexpected)
      case let show as ShowCommand:
        guard show.ids.count == 1 else { throw SettingsError.usage(.oneID(given: show.ids.count)) }
        (self, unexpected) = (.show(show), [])
      case let check as CheckCommand: (self, unexpected) = (.check(check), check.unexpected)
      case let config as ConfigCommand: (self, unexpected) = (.configuration(config), config.unexpected)
      case let server as DemoServerCommand: (self, unexpected) = (.demoServer(server), [])
      default:
        // `memtui help browse`: running it throws the text to print.
        try command.run()
        (self, unexpected) = (.print(MemtuiCommand.helpMessage()), [])
      }
      guard unexpected.isEmpty else { throw SettingsError.usage(.unexpectedArgument) }
    } catch let error as SettingsError {
      throw error
    } catch {
      guard MemtuiCommand.exitCode(for: error).isSuccess else {
        throw .usage(.message(Self.withoutFarGuess(MemtuiCommand.message(for: error))))
      }
      self = .print(Self.text(for: error, arguments: arguments))
    }
  }

  /// Nearly every start is this one, and parsing by all commands takes a third of the time to its first paint: for each
  /// command the parser searches the program's protocol conformances again. Nil where another command may be meant, or
  /// an error has to be reported.
  private static func browseCommand(_ arguments: [String]) -> BrowseCommand? {
    let names = MemtuiCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !arguments.contains(where: names.contains) else { return nil }
    return try? BrowseCommand.parse(arguments)
  }

  /// The root has no flags of its own: someone who types `memtui --help` wants to see those of browse.
  private static func text(for error: any Error, arguments: [String]) -> String {
    let text = MemtuiCommand.fullMessage(for: error)
    guard arguments == ["--help"] || arguments == ["-h"] || arguments == ["help"] else { return text }
    let browse = MemtuiCommand.helpMessage(for: BrowseCommand.self)
    guard let usage = browse.firstRange(of: "USAGE:"),
      let options = browse[usage.upperBound...].firstRange(of: "\n\n"),
      let own = text.firstRange(of: "OPTIONS:"), let subcommands = text.firstRange(of: "SUBCOMMANDS:")
    else { return text }
    return text[..<own.lowerBound] + browse[options.upperBound...] + "\n" + text[subcommands.lowerBound...]
  }

  /// `Unknown option '--bogus'. Did you mean '--log'?` -> `Unknown option '--bogus'.`
  private static func withoutFarGuess(_ message: String) -> String {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0] == "Unknown option ", parts[2] == ". Did you mean ",
      [String(parts[3].drop { $0 == "-" })].nearest(to: String(parts[1].drop { $0 == "-" })) == nil
    else { return message }
    return "Unknown option '\(parts[1])'."
  }
}

extension Invocation {
  /// Names that people try. Everything on a command line is in the process list and in the shell's history, so these
  /// are answered before the parser can repeat the value: `--api-key=abc` -> `--api-key`.
  static func keyFlag(in arguments: [String]) -> String? {
    for argument in arguments {
      if argument == "--" { return nil }
      guard argument.hasPrefix("-") else { continue }
      let flag = argument.prefix { $0 != "=" }
      let name = flag.lowercased().filter(\.isLetter)
      if keyNames.contains(name) { return String(flag) }
    }
    return nil
  }

  private static let keyNames: Set<String> = [
    "apikey", "memosapikey", "key", "apitoken", "token", "accesstoken", "authorization", "authtoken",
  ]
}
