import ArgumentParser
import BrowserCore
import MemoryModel

/// `memtui` as a shell completes it: with the options of browsing, which is the default command.
struct CompletedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memtui", abstract: MemtuiCommand.configuration.abstract,
    version: MemtuiCommand.configuration.version, subcommands: MemtuiCommand.configuration.subcommands)

  @OptionGroup var service: ServiceOptions
  @OptionGroup var pages: PageOptions
  @OptionGroup var filter: FilterOptions
  @OptionGroup var times: TimeOptions
  @OptionGroup var display: DisplayOptions

  /// `---completion export -- --profile …`, which the scripts run, is answered with a value a line; nil for anything else.
  static func answer(_ arguments: [String]) -> String? {
    guard arguments.first == "---completion" else { return nil }
    do {
      _ = try parseAsRoot(arguments)
      return ""
    } catch {
      return exitCode(for: error).isSuccess ? fullMessage(for: error) : ""
    }
  }
}

extension Setting {
  /// Nil where a shell cannot know the values.
  var completion: CompletionKind? {
    switch self {
    case .dialect: .list([Dialect.cloud, .selfHosted(cube: nil)].map(\.name))
    case .profile: .custom { _, _, _ in CompletedValues(ThisProcess.environment).profiles.forShell }
    case .logFile: .file()
    default: nil
    }
  }
}

/// Values that only this machine has. A file that cannot be read has none: a completion reports no errors.
struct CompletedValues {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  private var file: SettingsFile? {
    SettingsFile.standardPath(environment: environment).flatMap { try? SettingsFile(path: $0) }
  }

  var profiles: [String] { file?.profileNames ?? [] }

  /// The filters saved in the profile that `words`, the command line so far, selects.
  func savedFilters(_ words: [String]) -> [String] {
    guard let folder = UserFolder.state.path(environment) else { return [] }
    let file = file
    let profile =
      Self.value(of: Setting.profile.flag, in: words) ?? (try? file?.text(file?["default_profile"]))
    let name = words.contains(Setting.demo.flag) ? "demo" : StateFile.name(ofProfile: profile)
    guard case .good(let remembered)? = try? StateFile(folder: folder, name: name).read() else { return [] }
    return remembered.filters.map(\.name)
  }

  /// `--profile a` or `--profile=a`.
  private static func value(of flag: String, in words: [String]) -> String? {
    for (word, next) in zip(words, words.dropFirst() + [""]).reversed() {
      if word == flag, !next.isEmpty { return unquoted(next) }
      if word.hasPrefix(flag + "=") { return unquoted(String(word.dropFirst(flag.count + 1))) }
    }
    return nil
  }

  /// Only the script for bash sends words without quotes: `'two words'`, `two\ words`, `"two words"` are one.
  private static func unquoted(_ word: String) -> String {
    guard CompletionShell.requesting != .bash else { return word }
    var text = ""
    var mark: Character?
    var isEscaped = false
    for character in word {
      if isEscaped {
        isEscaped = false
        if mark != nil, !#""\$`"#.contains(character) { text.append("\\") }
        text.append(character)
      } else if character == "\\", mark != "'" {
        isEscaped = true
      } else if character == mark {
        mark = nil
      } else if mark == nil, character == "'" || character == "\"" {
        mark = character
      } else {
        text.append(character)
      }
    }
    return text
  }
}

extension [String] {
  /// As the scripts take them, a line each. Bash would run `$(…)` in a word without quotes.
  ///
  /// Names with control or zero-width characters are left out: what is printed would be another name.
  var forShell: [String] {
    let lines = filter { !$0.isEmpty && printable($0, limit: .max) == $0 }
    switch CompletionShell.requesting {
    case .bash?: return lines.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }
    // A colon begins a description.
    case .zsh?: return lines.map { $0.replacing(#"\"#, with: #"\\"#).replacing(":", with: #"\:"#) }
    default: return lines
    }
  }
}
