import Canvas
import Glibc
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

/// Text from outside as a part of a message, on one line: what a terminal would obey or hide becomes a visible mark, the
/// same as on the screen. `"a\u{1B}[2J"` -> `a^[[2J`. Beyond `limit` scalars it is cut.
func printable(_ text: some StringProtocol, limit: Int = 300) -> String {
  let scalars = text.unicodeScalars
  let end =
    scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex) ?? scalars.endIndex
  let shown = VisibleText(String(String.UnicodeScalarView(scalars[..<end])), width: .table)
  return shown.reduce(into: "") { $0 += $1.text } + (end == scalars.endIndex ? "" : "…")
}

/// A whole message, line ends kept. All that goes to stdout or stderr before and after the screen passes here, whatever it
/// is made of; text that passed ``printable(_:limit:)`` before stays as it is.
func printableLines(_ text: String) -> String { VisibleText.printable(text, width: .table) }

extension SettingsError {
  /// One line for stderr that says what to do. Nothing in it can steer a terminal.
  var sentence: String {
    switch self {
    case .usage(let message):
      let line = Self.oneLine(message)
      return printable(line, limit: 600) + (line.hasSuffix("?") ? "" : ".") + " See memtui --help."
    case .keyOnCommandLine(let flag):
      return "\(printable(flag, limit: 40)): a key on a command line is seen by everyone on this machine; "
        + "give it as MEMOS_API_KEY, or as api_key_file or api_key_command in config.yaml."
    case .strayWord:
      return "Unexpected argument: it is neither an option nor a command of memtui. See memtui --help."
    case .oneID(0):
      return "show needs the id of a memory: memtui show ID."
    case .oneID(let count):
      return "show takes one id, not \(count) words: memtui show ID."
    case .missingSubject:
      return "No user given: add --user or --agent, or set MEMOS_USER_ID."
    case .emptyOutput:
      return "--output is empty: name a file, or - for standard output."
    case .outputFile(let path?, let number):
      return "--output: \(printable(path)) cannot be written (\(systemMessage(number))). Name another file."
    case .outputFile(nil, let number):
      return "Could not create a temporary file (\(systemMessage(number))). Set TMPDIR to a folder with room."
    case .together(let one, let other, let origin):
      // `user and agent of profile a (…)`
      let first = if case .profile = origin { one.rawValue } else { place(one, origin) }
      return "\(first) and \(place(other, origin)) cannot be combined: remove one of them."
    case .twoFilters:
      return "--filter and --where cannot be combined: remove one of them."
    case .filterJSON(let fault, let path, let line):
      let file = path.map { " @\(printable($0))" } ?? ""
      return "--filter\(file)\(line.map { ", line \($0)" } ?? ""): \(printable(fault.sentence))"
    case .filterRange(let fault):
      return "--where: \(printable(fault.sentence))"
    case .filterText(let failure):
      return "--where: \(printable(failure.sentence))"
    case .filterFile(let path, let fault):
      return sentence(fault, filterFile: path)
    case .withDemo(let setting):
      return "\(setting.flag) cannot be used with --demo."
    case .onlyWithDemo(let setting):
      return "\(setting.flag) is for the demo service: add --demo or leave it out."
    case .idLength(let setting, let characters, let origin):
      return "\(place(setting, origin)) must have 1 to 100 characters, not \(characters)."
    case .pageSize(let text, let origin):
      return "\(place(.pageSize, origin)) must be a whole number from 1 to 50, not \(quoted(text))."
    case .watchInterval(let text):
      return "--watch must be a time of a second or more, up to a day, such as 5s or 2m, not \(quoted(text))."
    case .timeout(let text, let origin):
      return "\(place(.timeout, origin)) must be a time above 0 and up to a day, such as 500ms, 30s or 2m, "
        + "not \(quoted(text))."
    case .memoryLimit(let text, let origin):
      return "\(place(.memoryLimit, origin)) must be a size such as 256MiB (KiB, MiB, GiB, or bytes), "
        + "not \(quoted(text))."
    case .serverZone(let text, let origin):
      return
        "\(place(.serverZone, origin)) must be a time zone such as Asia/Shanghai or an offset such as +08:00, "
        + "not \(quoted(text))."
    case .demoMemories(let count):
      return "--memories must be 0 or more, not \(count)."
    case .port(let port):
      return "--port must be from 0 to 65535, not \(port); 0 picks a free one."
    case .baseURL(let fault, let origin):
      return sentence(fault, place(.baseURL, origin))
    case .dialect(let text, let origin):
      return "\(place(.dialect, origin)) must be cloud or selfhosted, not \(quoted(text))."
    case .cubeInCloud(let origin):
      return
        "\(place(.cube, origin)) is for an open-source server: add --dialect selfhosted, or leave it out."
    case .agentSelfHosted(let origin):
      return
        "\(place(.agent, origin)): agents are not supported with --dialect selfhosted; use user or cube."
    case .missingBaseURL(let file):
      return
        "--dialect selfhosted needs the server's address: give --base-url http://127.0.0.1:8001, MEMOS_BASE_URL, or base_url "
        + "of a profile" + (file.map { " in \(printable($0))." } ?? " in config.yaml.")
    case .missingKey(let file):
      return "There is no API key: set MEMOS_API_KEY, or give the profile an api_key_file or api_key_command"
        + (file.map { " in \(printable($0))" } ?? " in config.yaml") + "; memtui --demo needs none."
    case .key(.empty, let setting, let origin):
      return "\(place(setting, origin)) is empty: put the key there."
    case .key(.unusableCharacter, let setting, let origin):
      return "\(place(setting, origin)) contains spaces, line breaks or non-ASCII characters: "
        + "leave nothing but the key."
    case .keyFile(let path, let fault, let origin):
      return sentence(fault, path: path, place(.apiKeyFile, origin))
    case .noKeyFile(let origin):
      return "\(place(.apiKeyFile, origin)) does not exist: it must be the path of a file."
    case .keyCommand(let fault, let origin):
      return sentence(fault, place(.apiKeyCommand, origin))
    case .caFile(let path, let fault, let origin):
      return "\(place(.caFile, origin)) \(reason(fault)): check \(printable(path))."
    case .missingVariable(let name):
      return "--key-from-env \(printable(name)): that variable is not set or empty; export it first."
    case .demoFault(let words):
      return "--fault: \(printable(words))"
    case .logFile(let path, let number):
      return "--log: \(printable(path)) cannot be written (\(systemMessage(number))). Name another file."
    case .connection(let fault):
      return sentence(fault)
    case .configurationFile(let place, let fault):
      return sentence(fault, place)
    case .noHome:
      return "HOME is not set, so there is no place for config.yaml: set it, or XDG_CONFIG_HOME."
    case .configurationExists(let path):
      return "\(printable(path)) already exists; nothing was changed: edit it, or move it away."
    case .notWritten(let path, let number):
      return "\(printable(path)) cannot be written (\(systemMessage(number))): check its folder."
    case .keys(let fault, let place):
      return sentence(fault, place)
    case .theme(let fault, let place):
      return sentence(fault, place)
    case .unknownProfile(let name, let known, let place):
      return unknownProfile(name, known: known, place)
    }
  }

  /// ArgumentParser's messages may have several lines and end with a point or without one.
  private static func oneLine(_ message: String) -> String {
    var line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    while line.last == "." { line.removeLast() }
    return line
  }

  private func unknownProfile(_ name: String, known: [String], _ place: FilePlace?) -> String {
    let names = known.map { printable($0, limit: 60) }.joined(separator: ", ")
    if let place, place.line != nil {
      return
        "There is no profile \(quoted(name)), which default_profile names (\(place.words)): the file has "
        + (known.isEmpty ? "no profiles." : "\(names).")
    }
    let file = place?.words ?? "config.yaml"
    return known.isEmpty
      ? "There is no profile \(quoted(name)): \(file) has no profiles."
      : "There is no profile \(quoted(name)) in \(file): it has \(names)."
  }
}

/// The parts of the sentences that tell what exactly went wrong with a URL, a file or a command.
extension SettingsError {
  /// Where to change it: `--page-size`, `MEMOS_BASE_URL`, `page_size of profile staging (/…/config.yaml)`.
  func place(_ setting: Setting, _ origin: Origin) -> String {
    switch origin {
    case .flag: setting.flag
    case .environment(let name): printable(name, limit: 60)
    case .profile(let name, let file, let line):
      "\(setting.rawValue) of profile \(printable(name, limit: 60)) (\(FilePlace(file, line: line).words))"
    case .standard: "the built-in \(setting.rawValue)"
    }
  }

  func quoted(_ text: String) -> String { "\"\(printable(text, limit: 60))\"" }

  func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// The URL is not repeated: whoever mistypes one may have a password in it.
  func sentence(_ fault: BaseURL.Fault, _ place: String) -> String {
    switch fault {
    case .notAURL:
      "\(place) must be an address such as \(BaseURL.cloud)."
    case .unsupportedScheme(let scheme):
      "\(place) must begin with https (http only for this machine), not \(quoted(scheme))."
    case .hasUserInfo:
      "\(place) has a user name or password in it: remove them; the API key is sent in a header."
    case .hasQuery, .hasFragment:
      "\(place) must end with its path: leave out what follows ? or #."
    case .insecureHTTP(let host):
      "\(place) would send the key unencrypted to \(printable(host)): use https, or add --allow-insecure-http."
    }
  }

  func sentence(_ fault: ConfigurationFault) -> String {
    switch fault {
    case .unusableKey:
      "The API key contains spaces, line breaks or non-ASCII characters: leave nothing but the key."
    case .unusableTimeout(let seconds):
      "The timeout of \(seconds) s is not above 0: give another one."
    case .certificates(let path, let variable, let fault):
      "\(variable ?? "ca_file"): \(printable(path)) \(reason(fault))."
    case .unusableProxy(let variable):
      "\(variable) is not a supported proxy URL: set it to http://host:port, or unset it."
    }
  }

  func sentence(_ fault: KeyFileFault, path given: String, _ place: String) -> String {
    let path = printable(given)
    return switch fault {
    case .readableByOthers: "\(place) can be read by others: chmod 600 \(path)"
    case .unreadable(let fault): "\(place) \(reason(fault)): check \(path)."
    }
  }

  func sentence(_ fault: KeyCommand.Fault, _ place: String) -> String {
    switch fault {
    case .notStarted(let number):
      "\(place) could not be run (\(systemMessage(number))): check that /bin/sh works."
    case .exited(let code):
      "\(place) ended with exit code \(code): run it in a shell to see why."
    case .signalled(let signal):
      "\(place) was ended by signal \(signal): run it in a shell to see why."
    case .empty:
      "\(place) printed no key on its first line: run it in a shell to see what it prints."
    case .timeLimit(let seconds):
      "\(place) did not end within \(seconds) s and was stopped: run it in a shell to see what it waits for."
    case .tooLong:
      "\(place) printed more than \(KeyCommand.longestOutput >> 10) KiB: it must print the key and nothing else."
    }
  }

  func sentence(_ fault: ConfigurationFileFault, _ place: FilePlace) -> String {
    let (words, subject) = (place.words, place.subject)
    return switch fault {
    case .unreadable(.notUTF8(let line)): "\(subject) is not UTF-8, line \(line): save it as UTF-8."
    case .unreadable(.notAFile(let kind)): "\(subject) \(kind.words): move it away."
    case .unreadable(.tooLarge(let limit)):
      "\(subject) \(reason(.tooLarge(limit: limit))): leave only settings in it, or move it away."
    case .unreadable(let fault): "\(subject) \(reason(fault)): make it readable, or move it away."
    case .brokenLink(let target):
      "\(subject) is a symbolic link to \(printable(target)), which does not exist: correct the link, or remove it."
    case .tab: "\(subject) is indented with a tab, which YAML does not allow: use spaces."
    case .duplicateKey(let key): "\(printable(key, limit: 100)) is set twice in \(words): remove one of them."
    case .notParsed: "\(subject) is not valid YAML: correct it near that line."
    case .notSettings:
      "\(subject) must be YAML with default_profile, profiles and the like at its top: correct it."
    case .secondDocument: "\(subject) begins a second YAML document: remove the line ---, or what follows it."
    case .unknownAlias:
      "\(subject) uses an alias (*name) without an anchor (&name) above it: correct the name."
    case .tooManyAliases: "\(subject) repeats too much through its aliases (*name): write the values out."
    case .nestedList(let key):
      "\(printable(key, limit: 100)) in \(subject) has a list or a group inside a list: use single values."
    case .notText(let key):
      "\(printable(key)) in \(subject) must be a single value, not a list or a group: correct it."
    case .unknownKey(let key, nearest: _) where isKeyItself(key):
      "\(printable(key, limit: 100)) in \(words): a key is never stored here. Remove it, and use api_key_file or "
        + "api_key_command."
    case .unknownKey(let key, let nearest):
      "Unknown key \(printable(key, limit: 100)) in \(words). Did you mean \(nearest)? Correct it, or remove it."
    case .unknownKeyName(let name, let key, let nearest):
      "\(quoted(name)) of \(printable(key, limit: 100)) in \(subject) is not a key. Did you mean \(nearest)? Correct it, or remove it."
    case .notMapping(let key):
      "\(printable(key)) in \(subject) must hold names with values below it: correct it."
    }
  }

  /// `profiles.a.api_key`
  private func isKeyItself(_ key: String) -> Bool {
    key.split(separator: ".").last.map { ["api_key", "apikey", "key", "token"].contains($0.lowercased()) }
      ?? false
  }

  func sentence(_ fault: FileBytes.Fault, filterFile path: String) -> String {
    "--filter @\(printable(path)) \(reason(fault)): name a file with the filter as JSON."
  }

  func reason(_ fault: FileBytes.Fault) -> String {
    switch fault {
    case .missing: "does not exist"
    case .unreadable(let number): "cannot be read (\(systemMessage(number)))"
    case .tooLarge(let limit):
      "is larger than \(limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB")"
    case .notAFile(let kind): kind.words
    case .notUTF8(let line): "is not UTF-8, line \(line)"
    }
  }

  private func reason(_ fault: CertificatesFault) -> String {
    let wanted = "name a file of PEM certificates"
    return switch fault {
    case .unreadable(let number): "cannot be read (\(systemMessage(number))): \(wanted)"
    case .notAFile(let words): "\(words): \(wanted)"
    case .isDirectory: "is a directory, not a file: \(wanted)"
    case .empty: "is empty: \(wanted)"
    case .tooLarge: "is too large: \(wanted)"
    case .notPEM: "is not PEM, it has no line -----BEGIN CERTIFICATE-----: \(wanted)"
    case .binary: "is not PEM but DER: convert it with openssl x509 -inform der -in FILE -out FILE.pem"
    case .noCertificate: "is PEM, but holds no certificate: \(wanted)"
    case .damaged: "holds a certificate that cannot be read: get the file again"
    }
  }
}

/// What is wrong with `keys:` and `themes:`.
extension SettingsError {
  func sentence(_ fault: Keymap.Fault, _ place: FilePlace) -> String {
    switch fault {
    case .clash(let key, let view, let one, let other):
      "\(printable(key.name)) in \(place.subject) is bound to both \(view.name).\(one.name) and "
        + "\(view.name).\(other.name): name another key for one of them under keys."
    case .text(let key, let view, let command):
      "\(printable(key.name)) in \(place.subject) cannot be bound to \(view.name).\(command.name): it types text "
        + "in that view; name a Ctrl key, F1 or an arrow."
    }
  }

  func sentence(_ fault: ThemeFault, _ place: FilePlace) -> String {
    switch fault {
    case .unknownTheme(let name, let key, let nearest):
      "\(quoted(name)) of \(printable(key, limit: 100)) in \(place.subject) is not a theme. Did you mean "
        + "\(printable(nearest, limit: 60))? Correct it, or remove it."
    case .unknownLook(let word, let key, let nearest):
      "\(quoted(word)) of \(printable(key, limit: 100)) in \(place.subject) is neither a colour nor bold, dim, "
        + "underline or reverse. Did you mean \(nearest)? Correct it, or remove it."
    case .builtIn(let name):
      "themes.\(name) in \(place.subject) is built in: give yours another name, and begin it with base: \(name)."
    }
  }
}
