import MemoryModel
import Yams

/// Where each key of `config.yaml` is, which the library for its values does not tell, and why a file is not valid.
struct YAMLOutline {
  struct Fault: Error {
    var reason: SettingsError.ConfigurationFileFault
    var line: Int?

    init(_ reason: SettingsError.ConfigurationFileFault, line: Int? = nil) {
      self.reason = reason
      self.line = line
    }
  }

  /// `profiles.staging.base_url`, and `profiles.staging` as well.
  private var lines: [String: Int] = [:]
  private var elements: [Element: Int] = [:]
  /// The first key whose list has a list or a mapping within.
  private(set) var nestedList: String?
  /// Values that may still be visited: only aliases can make more of them than the file has bytes.
  private var budget: Int

  private struct Element: Hashable {
    var key: String
    var text: String
  }

  /// A profile may use an anchor of another one many times.
  private static let spare = 10_000

  init(_ text: String) throws(Fault) {
    // A byte order mark is no part of the first key.
    let yaml = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    budget = yaml.utf8.count + Self.spare
    guard case .mapping(let top)? = try Self.root(yaml) else { throw Fault(.notSettings) }
    try add(top, below: "")
  }

  func line(of key: String) -> Int? { lines[key] }

  /// Of one text of a list; `bright-red bold` is found by either word.
  func line(of text: String, in key: String) -> Int? { elements[Element(key: key, text: text)] }

  private mutating func add(_ mapping: Node.Mapping, below parent: String) throws(Fault) {
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { continue }
      let path = parent.isEmpty ? name : parent + "." + name
      lines[path] = lines[path] ?? key.mark?.line
      try add(value, at: path)
    }
  }

  private mutating func add(_ value: Node, at path: String) throws(Fault) {
    budget -= 1
    guard budget > 0 else {
      throw Fault(.tooManyAliases, line: path.split(separator: ".").first.flatMap { lines[String($0)] })
    }
    switch value {
    case .mapping(let mapping): try add(mapping, below: path)
    case .sequence(let sequence):
      for element in sequence {
        if let scalar = element.scalar {
          for word in scalar.string.split(separator: " ") + [scalar.string[...]] {
            let element = Element(key: path, text: String(word))
            elements[element] = elements[element] ?? scalar.mark?.line
          }
        } else {
          nestedList = nestedList ?? path
        }
        try add(element, at: path)
      }
    case .scalar, .alias: break
    }
  }
}

extension YAMLOutline {
  /// The library's own messages quote the file, which may hold a secret: only the kind and the line are taken.
  private static func root(_ yaml: String) throws(Fault) -> Node? {
    do {
      return try compose(yaml: yaml)
    } catch YamlError.duplicatedKeysInMapping(let names, let context) {
      let found = duplicate(in: yaml)
      throw Fault(
        .duplicateKey(found?.key ?? names.first ?? ""),
        line: found?.line ?? (names.isEmpty ? nil : context.mark.line))
    } catch YamlError.composer(_, let problem, let mark, _) {
      if problem.contains("another document") { throw Fault(.secondDocument, line: mark.line) }
      throw Fault(problem.contains("alias") ? .unknownAlias : .notParsed, line: mark.line)
    } catch YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _) {
      throw fault(in: yaml, at: mark.line)
    } catch YamlError.reader(_, let offset, _, _) {
      let before = yaml.unicodeScalars.prefix(offset ?? 0)
      throw Fault(.notParsed, line: before.count { $0 == "\n" } + 1)
    } catch {
      throw Fault(.notSettings)
    }
  }

  private static func fault(in yaml: String, at line: Int) -> Fault {
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    // The parser complains of the line or of the one before.
    for number in [line, line + 1] where lines.indices.contains(number - 1) {
      let indent = lines[number - 1].prefix { $0 == " " || $0 == "\t" }
      if indent.contains("\t") { return Fault(.tab, line: number) }
    }
    return Fault(.notParsed, line: line)
  }

  /// The first name that is there twice among the lines of one indent, without a line of less indent between, with what
  /// it is below: `profiles.a`, and the line of the second.
  private static func duplicate(in yaml: String) -> (key: String, line: Int)? {
    var open: [(indent: Int, names: Set<String>, last: String)] = []
    for (index, line) in yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let indent = line.prefix { $0 == " " }.count
      let text = line.dropFirst(indent)
      guard let first = text.first, first != "#", first != "-", let colon = text.firstIndex(of: ":") else {
        continue
      }
      while let level = open.last, level.indent > indent { open.removeLast() }
      if open.last?.indent != indent { open.append((indent, [], "")) }
      let name = text[..<colon].filter { $0 != "\"" && $0 != "'" }.trimmed
      guard open[open.count - 1].names.insert(name).inserted else {
        return ((open.dropLast().map(\.last) + [name]).joined(separator: "."), index + 1)
      }
      open[open.count - 1].last = name
    }
    return nil
  }
}
