import MemOSClient
import TUI

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
