import Glibc
import MemOSClient

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
