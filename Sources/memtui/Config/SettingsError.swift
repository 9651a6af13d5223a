import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// No case carries a key, the output of a command, or a URL: the message must not show a secret.
enum SettingsError: Error, Sendable, Hashable {
  case usage(Usage)
  case filter(FilterOptions.Fault)
  case setting(Setting, Origin, Setting.Fault)
  case file(FilePlace, SettingsFile.Fault)
  case connection(ConfigurationFault)

  enum Usage: Sendable, Hashable {
    /// ArgumentParser's own message, which may repeat what was typed.
    case message(String)
    case keyOnCommandLine(flag: String)
    case idCount(Int)
    /// Files and users that `diff` was given.
    case diffCount(files: Int, users: Int)
    case diffOfFiles(flag: String)
    case standardInputTwice
    case reviewCount(Int)
    case reviewOfFile(flag: String)
    case outputFile(FileError)
    case unexpectedArgument, missingSubject, emptyOutput, noHome
    case configurationExists(String)
    case notWritten(FileError)
  }
}

extension Setting {
  enum Fault: Error, Sendable, Hashable {
    case unexpected(String)
    /// Of an id, in characters.
    case length(Int)
    case address(BaseURL.Fault)
    case key(Secret.KeyFault)
    /// `--key-from-env NAME` with nothing in NAME.
    case emptyVariable(String)
    case file(FileError)
    case readableByOthers(path: String)
    /// The file does not exist, and the "path" may be the key itself.
    case noKeyFile
    case command(KeyCommand.Fault)
    case excludes(Setting)
    case requires(Requirement)
    case missing(file: String?)
    case notWritable(FileError)
    case demoFault(String)
  }
}

extension SettingsFile {
  enum Fault: Sendable, Hashable {
    case unreadable(FileError)
    case brokenLink(String)
    /// The top is not keys with values.
    case notSettings
    case notParsed, tab, secondDocument, anchor, mergeKey, keyIsNoText, tooDeep
    case nestedList(String)
    case duplicateKey(String)
    case notText(String)
    case notGroup(String)
    case unknownKey(String, nearest: String?)
    case unknown(Name, String, of: String, nearest: String?)
    case unknownProfile(String, known: [String])
    case keys(Keymap.Fault)
    /// `themes: {dark: …}` would hide the built-in one.
    case builtInTheme(String)

    enum Name: String, Sendable {
      case key = "is not a key"
      case theme = "is not a theme"
      case style = "is neither a colour nor bold, dim, underline or reverse"
    }
  }
}

/// `/home/ann/.config/memtui/config.yaml, line 12`.
struct FilePlace: Sendable, Hashable {
  var path: String
  /// Counted from 1.
  var line: Int?
}

extension SettingsError {
  var sentence: String {
    switch self {
    case .usage(let fault): sentence(fault)
    case .filter(let fault): sentence(fault)
    case .setting(let setting, let origin, let fault): sentence(setting, origin, fault)
    case .file(let place, let fault): sentence(fault, place)
    case .connection(let fault): sentence(fault)
    }
  }

  private func sentence(_ fault: Usage) -> String {
    switch fault {
    case .message(let message):
      let line = Self.oneLine(message)
      return printable(line, limit: 600) + (line.hasSuffix("?") ? "" : ".") + " See memtui --help."
    case .keyOnCommandLine(let flag):
      return "\(printable(flag, limit: 40)): everyone on this machine can see a key on a command line; "
        + "set MEMOS_API_KEY, or api_key_file or api_key_command in config.yaml."
    case .unexpectedArgument: return "Unexpected argument. memtui has no such command. See memtui --help."
    case .idCount(0): return "show needs the id of a memory: memtui show ID."
    case .idCount(let count): return "show takes one id, not \(count) arguments: memtui show ID."
    case .diffCount(let files, let users) where files > 0 && users == 0:
      return "diff needs two exports, not \(files): memtui diff A B."
    case .diffCount:
      return "diff compares two exports, memtui diff A B, or two users, memtui diff --user A --user B."
    case .diffOfFiles(let flag):
      return "\(flag) cannot be used with files: it is for a service. Use --user twice to compare two users."
    case .standardInputTwice: return "Only one of the two exports can be standard input (-)."
    case .reviewCount(let count): return "review reads one export, not \(count): memtui review FILE."
    case .reviewOfFile(let flag):
      return "\(flag) cannot be used with a file: it is for a service. Leave one of them out."
    case .missingSubject: return "No user given: add --user or --agent, or set MEMOS_USER_ID."
    case .emptyOutput: return "--output is empty: name a file, or - for standard output."
    case .outputFile(let error): return "--output: \(error.sentence) Name another file."
    case .noHome: return "HOME is not set, so there is no place for config.yaml: set it, or XDG_CONFIG_HOME."
    case .configurationExists(let path):
      return "\(printable(path)) already exists; nothing was changed: edit it, or move it away."
    case .notWritten(let error): return "\(printable(error.path)) \(error.predicate): check its folder."
    }
  }

  /// ArgumentParser's messages may have several lines and end with or without a point.
  private static func oneLine(_ message: String) -> String {
    var line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    while line.last == "." { line.removeLast() }
    return line
  }

  private func sentence(_ fault: FilterOptions.Fault) -> String {
    switch fault {
    case .two: return "--filter, --where and --saved cannot be combined: use one of them."
    case .notSaved(let name, let nearest, let others):
      let sentence = "--saved: no saved filter is named \"\(printable(name, limit: 100))\"."
      if let nearest { return "\(sentence) Did you mean \"\(printable(nearest, limit: 100))\"?" }
      if others.isEmpty { return "\(sentence) This profile has none yet: save one in the filter form." }
      let names = others.prefix(5).map { printable($0, limit: 40) }.joined(separator: ", ")
      return "\(sentence) Saved filters: \(names)\(others.count > 5 ? ", …" : "")."
    case .savedUnreadable(let name):
      return "--saved: this version of memtui cannot read the filter \"\(printable(name, limit: 100))\"."
    case .stateBroken(let path):
      return "--saved: could not read \(printable(path)): move it away and save the filter again."
    case .json(let fault, let path, let line):
      let file = path.map { " @\(printable($0))" } ?? ""
      return "--filter\(file)\(line.map { ", line \($0)" } ?? ""): \(printable(fault.sentence))"
    case .text(let failure): return "--where: \(printable(failure.sentence()))"
    case .range(let fault): return "--where: \(printable(fault.sentence()))"
    case .file(let error):
      return "--filter @\(printable(error.path)) \(error.predicate): name a file with the filter as JSON."
    }
  }

  private func sentence(_ setting: Setting, _ origin: Origin, _ fault: Setting.Fault) -> String {
    let place = place(setting, origin)
    switch fault {
    case .unexpected(let text): return "\(place) must be \(setting.row.mustBe), not \(quoted(text))."
    case .length(let count): return "\(place) must have 1 to 100 characters, not \(count)."
    case .address(let fault): return "\(place) \(reason(fault))."
    case .key(.empty): return "\(place) is empty: put the key there."
    case .key(.unusableCharacter):
      return "\(place) contains spaces, line breaks or non-ASCII characters: leave nothing but the key."
    case .emptyVariable(let name):
      return "\(place) \(printable(name)): that variable is not set or empty; export it first."
    case .file(let error): return "\(place) \(error.predicate): check \(printable(error.path))."
    case .readableByOthers(let path): return "\(place) can be read by others: chmod 600 \(printable(path))"
    case .noKeyFile: return "\(place) does not exist: it must be the path of a file."
    case .command(let fault): return "\(place) \(reason(fault))."
    case .excludes(let other):
      // `user and agent of profile a (…)`
      let first = if case .profile = origin { other.rawValue } else { self.place(other, origin) }
      return "\(first) and \(place) cannot be combined: remove one of them."
    case .requires(.demo): return "\(place) is for the demo service: add --demo, or remove it."
    case .requires(.noDemo): return "\(place) cannot be used with --demo."
    case .requires(.cloud):
      return "\(place): agents are not supported with --dialect selfhosted; use user or cube."
    case .requires(.selfHosted):
      return "\(place) is for an open-source server: add --dialect selfhosted, or remove it."
    case .missing(let file):
      let file = file.map { printable($0) } ?? "config.yaml"
      return setting == .apiKey
        ? "No API key: set MEMOS_API_KEY, or give the profile an api_key_file or api_key_command in \(file); "
          + "memtui --demo needs no key."
        : "--dialect selfhosted needs --base-url (for example http://127.0.0.1:8001), MEMOS_BASE_URL, or base_url of a "
          + "profile in \(file)."
    case .notWritable(let error): return "\(place): \(error.sentence) Name another file."
    case .demoFault(let message): return "\(place): \(printable(message))"
    }
  }

  /// `--page-size`, `MEMOS_BASE_URL`, `page_size of profile staging (/…/config.yaml, line 7)`.
  private func place(_ setting: Setting, _ origin: Origin) -> String {
    switch origin {
    case .flag: setting.flag
    case .environment(let name): printable(name, limit: 60)
    case .profile(let name, let file, let line):
      "\(setting.rawValue) of profile \(printable(name, limit: 60)) (\(text(of: FilePlace(path: file, line: line))))"
    case .standard: setting.rawValue
    }
  }

  private func text(of place: FilePlace) -> String {
    printable(place.path) + (place.line.map { ", line \($0)" } ?? "")
  }

  private func quoted(_ text: String) -> String { "\"\(printable(text, limit: 60))\"" }

  /// Without the URL: a mistyped one may contain a password.
  private func reason(_ fault: BaseURL.Fault) -> String {
    switch fault {
    case .notAURL: "must be an address such as \(BaseURL.cloud)"
    case .unsupportedScheme(let scheme):
      "must be an https URL (http only for localhost), not \(quoted(scheme))"
    case .hasUserInfo: "has a user name or password in it: remove them; the API key is sent in a header"
    case .hasQuery, .hasFragment: "must end with its path: remove what follows ? or #"
    case .insecureHTTP(let host):
      "would send the key unencrypted to \(printable(host)): use https, or add --allow-insecure-http"
    }
  }

  private func reason(_ fault: KeyCommand.Fault) -> String {
    switch fault {
    case .notStarted(let error): "could not be run (\(error.cause)): check that /bin/sh works"
    case .exited(let code): "ended with exit code \(code): run it in a shell to see why"
    case .signalled(let signal): "was ended by signal \(signal): run it in a shell to see why"
    case .empty: "printed no key on its first line: run it in a shell to see what it prints"
    case .timeLimit(let seconds):
      "did not end within \(seconds) s and was stopped: run it in a shell to see what it waits for"
    case .tooLong:
      "printed more than \(KeyCommand.longestOutput >> 10) KiB: it must print the key and nothing else"
    }
  }

  private func sentence(_ fault: SettingsFile.Fault, _ place: FilePlace) -> String {
    let file = text(of: place)
    // Before a verb: `…/config.yaml, line 12, is not valid YAML`.
    let subject = file + (place.line == nil ? "" : ",")
    func path(_ key: String) -> String { printable(key, limit: 100) }
    func correct(_ nearest: String?) -> String {
      (nearest.map { "Did you mean \(printable($0, limit: 60))? " } ?? "") + "Correct it, or remove it."
    }
    switch fault {
    case .unreadable(let error):
      let advice =
        switch error.reason {
        case .notUTF8: "save it as UTF-8"
        case .notAFile: "move it away"
        case .tooLarge: "leave only settings in it, or move it away"
        case .missing, .system: "make it readable, or move it away"
        }
      return "\(subject) \(error.predicate): \(advice)."
    case .brokenLink(let target):
      return
        "\(subject) is a symbolic link to \(printable(target)), which does not exist: correct the link, or "
        + "remove it."
    case .notParsed: return "\(subject) is not valid YAML: correct it near that line."
    case .notSettings:
      return "\(subject) must be YAML with default_profile, profiles and the like at its top: correct it."
    case .tab: return "\(subject) is indented with a tab, which YAML does not allow: use spaces."
    case .secondDocument:
      return "\(subject) begins a second YAML document: remove the line ---, or what follows it."
    case .anchor:
      return
        "\(subject) has an anchor or alias (&name, *name), which memtui does not support: write the value out."
    case .mergeKey:
      return "\(subject) has a merge key (<<), which memtui does not support: write the values out."
    case .keyIsNoText: return "\(subject) has a list or a group in place of a key: correct it."
    case .tooDeep: return "\(subject) has more groups inside each other than any setting needs: correct it."
    case .nestedList(let key):
      return "\(path(key)) in \(subject) has a list or a group as an element of a list: list values only."
    case .duplicateKey(let key): return "\(path(key)) is set twice in \(file): remove one of them."
    case .notText(let key) where key.hasPrefix("keys."):
      return "\(path(key)) in \(subject) must be a key or a list of keys, such as [Space, PgDn]: correct it."
    case .notText(let key):
      return "\(path(key)) in \(subject) must be a single value, not a list or a group: correct it."
    case .notGroup(let key):
      return "\(path(key)) in \(subject) must be a group of keys with values: correct it."
    case .unknownKey(let key, nearest: _) where isKeyItself(key):
      return "\(path(key)) in \(file): a key is never stored here. Remove it, and use api_key_file or "
        + "api_key_command."
    case .unknownKey(let key, let nearest): return "Unknown key \(path(key)) in \(file). \(correct(nearest))"
    case .unknownProfile(let name, let known):
      let names = known.map { printable($0, limit: 60) }.joined(separator: ", ")
      let source = place.line == nil ? "in \(file)" : "(default_profile in \(file))"
      return "There is no profile \(quoted(name)) \(source). "
        + (known.isEmpty ? "The file has no profiles." : "The file has \(names).")
    case .unknown(let kind, let name, let key, let nearest):
      return "\(quoted(name)) of \(path(key)) in \(subject) \(kind.rawValue). \(correct(nearest))"
    case .keys(.clash(let key, let view, let one, let other)):
      return "\(printable(key.name)) in \(subject) is bound to both \(view.name).\(one.name) and "
        + "\(view.name).\(other.name): name another key for one of them under keys."
    case .keys(.text(let key, let view, let command)):
      return
        "\(printable(key.name)) in \(subject) cannot be bound to \(view.name).\(command.name): it types text in "
        + "that view; name a Ctrl key, F1 or an arrow."
    case .builtInTheme(let name):
      return
        "themes.\(name) in \(subject) is built in: give yours another name, and begin it with base: \(name)."
    }
  }

  private func isKeyItself(_ path: String) -> Bool {
    path.split(separator: ".").last.map { ["api_key", "apikey", "key", "token"].contains($0.lowercased()) }
      ?? false
  }

  private func sentence(_ fault: ConfigurationFault) -> String {
    switch fault {
    case .unusableKey:
      "The API key contains spaces, line breaks or non-ASCII characters: leave nothing but the key."
    case .unusableTimeout(let seconds): "The timeout of \(seconds) s is not above 0: give another one."
    case .certificates(let path, let variable, let fault):
      "\(variable ?? "ca_file"): \(printable(path)) \(reason(fault))."
    case .unusableProxy(let variable):
      "\(variable) is not a supported proxy URL: set it to http://host:port, or unset it."
    }
  }

  private func reason(_ fault: CertificatesFault) -> String {
    let wanted = "name a file of PEM certificates"
    return switch fault {
    case .unreadable(let number): "cannot be read (\(Errno(rawValue: number))): \(wanted)"
    case .notAFile(let kind): "\(kind): \(wanted)"
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
