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

  /// The words are as typed: `--profile 'a b'`, `--profile=a`.
  private static func value(of flag: String, in words: [String]) -> String? {
    for (word, next) in zip(words, words.dropFirst() + [""]).reversed() {
      if word == flag, !next.isEmpty { return unquoted(next) }
      if word.hasPrefix(flag + "=") { return unquoted(String(word.dropFirst(flag.count + 1))) }
    }
    return nil
  }

  private static func unquoted(_ word: String) -> String { word.filter { !#"'"\"#.contains($0) } }
}

extension [String] {
  /// As the scripts take them, a line each. Bash would run `$(…)` in a word without quotes.
  var forShell: [String] {
    let lines = filter { !$0.contains(where: \.isNewline) }
    switch CompletionShell.requesting {
    case .bash?: return lines.map { "'" + $0.replacing("'", with: #"'\''"#) + "'" }
    // A colon begins a description.
    case .zsh?: return lines.map { $0.replacing(#"\"#, with: #"\\"#).replacing(":", with: #"\:"#) }
    default: return lines
    }
  }
}

enum CompletionScript {
  /// The parser's script completes every word as bash completes a file: in a folder with a folder `export`, the command
  /// would become `export/`. Only files and values that need quotes are to be completed like that.
  static var bash: String {
    CompletedCommand.completionScript(for: .bash).replacing(
      "complete -o filenames -F _memtui memtui",
      with: #"""
        __memtui_add_completions() {
            local completion
            while IFS='' read -r completion; do
                [[ "${1}" == -W && "${completion}" != *[^[:alnum:]._-]* ]] || compopt -o filenames 2>/dev/null
                COMPREPLY+=("${completion}")
            done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
        }

        complete -F _memtui memtui
        """#)
  }
}
