import MemOSClient
import MemoryModel
import TUI

/// What is wrong with the flags, the environment or the configuration: the facts. No case carries a key, the output of
/// a command, or a URL that may have a password in it.
enum SettingsError: Error, Sendable, Hashable {
  /// ArgumentParser's own words, which may repeat what was typed.
  case usage(String)
  case keyOnCommandLine(flag: String)
  /// Something that is neither a flag nor a command.
  case strayWord
  /// `memtui show` takes one id; how many words it got.
  case oneID(given: Int)
  /// An export reads somebody's memories.
  case missingSubject
  /// `--output ''`
  case emptyOutput
  /// `--output`, or the file that rows wait in (no path).
  case outputFile(path: String?, errorNumber: Int32)
  case together(Setting, Setting, Origin)
  /// `--filter` and `--where`.
  case twoFilters
  /// From a file: its path and the line, where the fault is a matter of one.
  case filterJSON(MemoryFilter.JSONFault, path: String? = nil, line: Int? = nil)
  case filterText(FilterTextReader.Failure)
  /// A range that ends before it begins today.
  case filterRange(FilterFault)
  case filterFile(path: String, FileBytes.Fault)
  /// `--demo` brings its own service.
  case withDemo(Setting)
  case onlyWithDemo(Setting)
  case idLength(Setting, characters: Int, Origin)
  case pageSize(String, Origin)
  case timeout(String, Origin)
  case watchInterval(String)
  case memoryLimit(String, Origin)
  case serverZone(String, Origin)
  case demoMemories(Int)
  case port(Int)
  case baseURL(BaseURL.Fault, Origin)
  case dialect(String, Origin)
  /// The cloud has none.
  case cubeInCloud(Origin)
  /// A self-hosted server has none.
  case agentSelfHosted(Origin)
  /// A self-hosted server can be anywhere.
  case missingBaseURL(file: String?)
  /// Nothing gives a key; the file that could, if there is a place for it.
  case missingKey(file: String?)
  case key(Secret.KeyFault, Setting, Origin)
  case keyFile(path: String, KeyFileFault, Origin)
  /// There is no such file, and what stands in place of its path may be the key itself.
  case noKeyFile(Origin)
  case keyCommand(KeyCommand.Fault, Origin)
  case caFile(path: String, FileBytes.Fault, Origin)
  /// `--key-from-env NAME` with nothing in NAME.
  case missingVariable(String)
  /// The demo service's own words about a `--fault`.
  case demoFault(String)
  case logFile(path: String, errorNumber: Int32)
  /// Certificates or a proxy that cannot be used.
  case connection(ConfigurationFault)
  case configurationFile(FilePlace, ConfigurationFileFault)
  /// There is no place for a configuration file.
  case noHome
  /// `memtui config init` overwrites nothing.
  case configurationExists(String)
  case notWritten(path: String, errorNumber: Int32)
  /// Keys of the configuration that cannot be had together.
  case keys(Keymap.Fault, FilePlace)
  case theme(ThemeFault, FilePlace)
  case unknownProfile(String, known: [String], FilePlace?)

  enum KeyFileFault: Sendable, Hashable {
    case unreadable(FileBytes.Fault)
    case readableByOthers
  }

  enum ThemeFault: Sendable, Hashable {
    /// `darc` of `theme`, or of the `base` of a theme.
    case unknownTheme(String, in: String, nearest: String)
    /// `redd` of `themes.mine.failed`.
    case unknownLook(String, of: String, nearest: String)
    /// `themes: {dark: …}` would hide the one that is built in.
    case builtIn(String)
  }

  enum ConfigurationFileFault: Sendable, Hashable {
    case unreadable(FileBytes.Fault)
    /// `config.yaml`, or its folder, is a symbolic link to nothing.
    case brokenLink(String)
    case notParsed
    /// Something else than names with values at the top.
    case notSettings
    case tab
    /// What follows a second `---`.
    case secondDocument
    /// `*name` without an `&name` before it.
    case unknownAlias
    /// Aliases of aliases, which would fill the memory.
    case tooManyAliases
    /// A list or a mapping within a list.
    case nestedList(key: String)
    case duplicateKey(String)
    /// A list or a mapping where a text or a number belongs.
    case notText(key: String)
    case notMapping(key: String)
    case unknownKey(String, nearest: String)
    /// `PgDwn` in `keys.list.page_down`.
    case unknownKeyName(String, of: String, nearest: String)
  }
}
