import ArgumentParser

enum Invocation {
  case browse(BrowseCommand)
  case export(ExportCommand)
  case show(ShowCommand)
  case diff(DiffCommand)
  case review(ReviewCommand)
  case check(CheckCommand)
  case demoServer(DemoServerCommand)
  case configuration(ConfigCommand)
  case generate(GenerateCommand.Document)
  case print(String)

  /// `["--user", "memos_user_123"]` -> `.browse`; without the program's name.
  init(arguments: [String]) throws(SettingsError) {
    if let flag = Self.keyFlag(in: arguments) { throw .usage(.keyOnCommandLine(flag: flag)) }
    if arguments.first == "-V" {
      self = .print(MemtuiCommand.configuration.version)
      return
    }
    if let answer = CompletedCommand.answer(arguments) {
      self = .print(answer)
      return
    }
    do {
      var command = try Self.command(arguments)
      let unexpected: [String]
      switch command {
      case let browse as BrowseCommand: (self, unexpected) = (.browse(browse), browse.unexpected)
      case let export as ExportCommand: (self, unexpected) = (.export(export), export.unexpected)
      case let show as ShowCommand:
        guard show.ids.count == 1 else { throw SettingsError.usage(.idCount(show.ids.count)) }
        (self, unexpected) = (.show(show), [])
      case let diff as DiffCommand: (self, unexpected) = (.diff(diff), [])
      case let review as ReviewCommand: (self, unexpected) = (.review(review), [])
      case let check as CheckCommand: (self, unexpected) = (.check(check), check.unexpected)
      case let config as ConfigCommand: (self, unexpected) = (.configuration(config), config.unexpected)
      case let generate as GenerateCommand:
        (self, unexpected) = (.generate(generate.document), generate.unexpected)
      case let server as DemoServerCommand: (self, unexpected) = (.demoServer(server), [])
      default:
        // `memtui help browse`: running it throws the text to print. For `help chekc` that would be the main help.
        let isKnown = arguments.dropFirst().first.map { $0.hasPrefix("-") || Self.names.contains($0) } ?? true
        guard isKnown else { throw SettingsError.usage(.unexpectedArgument) }
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

  private static let names =
    MemtuiCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  /// Most starts browse, and parsing by all commands would take a third of the time to the first paint.
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let others = names + ["--version"]
    guard !arguments.contains(where: others.contains) else { return try MemtuiCommand.parseAsRoot(arguments) }
    do {
      return try BrowseCommand.parse(arguments)
    } catch {
      // `--help` and the like is no failure: the root prints it.
      guard BrowseCommand.exitCode(for: error).isSuccess else { throw error }
      return try MemtuiCommand.parseAsRoot(arguments)
    }
  }

  /// The root has no flags of its own: `memtui --help` shows those of browse.
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

  /// Refuses keys before the parser can repeat the value: `--api-key=abc` -> `--api-key`.
  private static func keyFlag(in arguments: [String]) -> String? {
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
