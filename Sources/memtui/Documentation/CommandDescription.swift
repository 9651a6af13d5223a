import ArgumentParser
import MemoryModel

/// A command with its options, as the parser describes it for tools; without what is hidden.
struct CommandDescription {
  struct Option {
    /// `-o` before `--output`.
    var names: [String]
    /// The `id` of `--user <id>`; nil for a switch.
    var valueName: String?
    var help: String
    /// The group of the help that it is in.
    var section: String?
    var isPositional = false

    /// `--output`, which identifies it.
    var name: String { names.last ?? "" }
  }

  let name: String
  let abstract: String
  let discussion: String?
  let options: [Option]
  let subcommands: [CommandDescription]

  /// `memtui` and all its commands.
  static var memtui: CommandDescription {
    let tree = (try? JSONValue(parsing: Array(MemtuiCommand._dumpHelp().utf8)))?["command"]
    return CommandDescription(tree ?? .null)
  }

  private init(_ json: JSONValue) {
    name = json["commandName"]?.text ?? ""
    abstract = json["abstract"]?.text ?? ""
    discussion = json["discussion"]?.text
    options = (json["arguments"]?.elements ?? []).filter(\.isDisplayed).map(Option.init)
    subcommands = (json["subcommands"]?.elements ?? []).filter(\.isDisplayed).map(CommandDescription.init)
  }
}

extension CommandDescription.Option {
  fileprivate init(_ json: JSONValue) {
    let names = (json["names"]?.elements ?? []).map { name in
      (name["kind"]?.text == "long" ? "--" : "-") + (name["name"]?.text ?? "")
    }
    self.names = names.sorted { !$0.hasPrefix("--") && $1.hasPrefix("--") }
    let kind = json["kind"]?.text
    isPositional = kind == "positional"
    valueName = kind == "flag" ? nil : json["valueName"]?.text
    section = json["sectionTitle"]?.text
    help = json["abstract"]?.text ?? ""
    let values = (json["allValues"]?.elements ?? []).compactMap(\.text)
    guard !values.isEmpty else { return }
    let standard = json["defaultValue"]?.text.map { " (default: \($0))" } ?? ""
    help += (help.isEmpty ? "" : " ") + "Values: " + values.joined(separator: ", ") + standard + "."
  }
}

extension JSONValue {
  fileprivate subscript(name: String) -> JSONValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  fileprivate var isDisplayed: Bool { self["shouldDisplay"] != .bool(false) }
}
