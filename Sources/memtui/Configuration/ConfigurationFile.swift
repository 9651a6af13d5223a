import Configuration
import Synchronization

/// `config.yaml`, read once. Every value is asked for as text: the settings have their own rules for numbers.
struct ConfigurationFile {
  let path: String
  /// The scalar and list keys in the file, dotted: `profiles.staging.base_url`.
  let keys: Set<String>
  private let snapshot: YAMLSnapshot

  static let largestSize = 1 << 20

  /// `nil` if there is no such file, or nothing but comments in it.
  init?(path: String) throws(SettingsError) {
    let file: FileBytes
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
      // The library takes a file in another encoding for one that is empty.
      _ = try file.utf8Text()
    } catch .missing {
      return nil
    } catch {
      throw .configurationFile(path, .unreadable(error))
    }
    guard Self.holdsAnything(file.bytes) else { return nil }
    let names = KeyNames()
    do {
      // The library cannot list keys, but asks for each one, by name, whether it is secret. To it all of them are.
      let options = YAMLSnapshot.ParsingOptions(secretsSpecifier: .dynamic { key, _ in names.add(key) })
      snapshot = try YAMLSnapshot(
        data: file.bytes.span.bytes, providerName: "config.yaml", parsingOptions: options)
    } catch {
      throw .configurationFile(path, Self.fault(in: file.bytes, message: String(describing: error)))
    }
    self.path = path
    keys = names.all
  }

  /// A line that is neither empty, nor a comment, nor a document mark. The library refuses a document without values.
  private static func holdsAnything(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
      return !text.isEmpty && text.first != UInt8(ascii: "#") && !text.elementsEqual("---".utf8)
    }
  }

  private static func fault(
    in bytes: [UInt8], message: String
  ) -> SettingsError.ConfigurationFileFault {
    let line = line(in: message)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if message.contains("duplicated key"), let key = duplicate(in: lines) { return .duplicateKey(key) }
    guard let line, lines.indices.contains(line - 1) else { return .notParsed(line: line) }
    // The parser complains of the line or of the one before.
    for number in [line, line + 1] where lines.indices.contains(number - 1) {
      let indent = lines[number - 1].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if indent.contains(UInt8(ascii: "\t")) { return .tab(line: number) }
    }
    return .notParsed(line: line)
  }

  /// The first name that is there twice among the lines of one indent, without a line of less indent between.
  private static func duplicate(in lines: [ArraySlice<UInt8>]) -> String? {
    var open: [(indent: Int, names: Set<String>)] = []
    for line in lines {
      let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
      let text = line.dropFirst(indent)
      guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "-"),
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
      else { continue }
      while let last = open.last, last.indent > indent { open.removeLast() }
      if open.last?.indent != indent { open.append((indent, [])) }
      let name = String(decoding: text[..<colon], as: UTF8.self)
      guard open[open.count - 1].names.insert(name).inserted else { return name }
    }
    return nil
  }

  /// The library's error type is not ours to import, and its text quotes the file, which may hold a secret: only the
  /// number is taken. `3:5: error: scanner: …` -> 3, `… in line 4, column 1` -> 4.
  private static func line(in message: String) -> Int? {
    if let line = Int(message.prefix { $0.isASCII && $0.isNumber }) { return line }
    guard let range = message.firstRange(of: " in line ") else { return nil }
    return Int(message[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
  }
}

extension ConfigurationFile {
  /// Where a group belongs, a text, number or list is an error; nothing at all is an empty group.
  func refuseValue(_ key: String...) throws(SettingsError) {
    let name = key.joined(separator: ".")
    guard keys.contains(name) else { return }
    let value: String?
    do throws(SettingsError) {
      value = try text(at: key)
    } catch {
      throw .configurationFile(path, .notMapping(key: name))
    }
    if value != nil { throw .configurationFile(path, .notMapping(key: name)) }
  }

  /// The text of a scalar. Nothing, `~` and `null` are no value: the library does not tell them from quoted text.
  func text(_ key: String...) throws(SettingsError) -> String? { try text(at: key) }

  /// The texts of a list, or the one of a scalar; `nil` where there is nothing. The key is dotted, as in ``keys``.
  func texts(_ key: String) throws(SettingsError) -> [String]? {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    do {
      let list = try snapshot.value(forKey: AbsoluteConfigKey(parts), type: .stringArray).value
      if case .stringArray(let texts)? = list?.content { return texts }
      return nil
    } catch {
      // No list: a scalar.
      return try text(at: parts).map { [$0] }
    }
  }

  private func text(at key: [String]) throws(SettingsError) -> String? {
    let name = key.joined(separator: ".")
    guard !keys.contains(where: { $0.hasPrefix(name + ".") }) else {
      throw .configurationFile(path, .notText(key: name))
    }
    do {
      let value = try snapshot.value(forKey: AbsoluteConfigKey(key), type: .string).value
      guard case .string(let text)? = value?.content else { return nil }
      return ["", "~", "null"].contains(text) ? nil : text
    } catch {
      throw .configurationFile(path, .notText(key: name))
    }
  }
}

/// Collects what the parser asks about, from a closure that must be sendable.
private final class KeyNames: Sendable {
  private let names = Mutex<Set<String>>([])

  var all: Set<String> { names.withLock { $0 } }

  func add(_ name: String) -> Bool {
    names.withLock { _ = $0.insert(name) }
    return true
  }
}
