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
