import Configuration
import Glibc
import Synchronization

/// `config.yaml`, read once. Every value is asked for as text: the settings have their own rules for numbers.
struct ConfigurationFile {
  let path: String
  /// The scalar and list keys in the file, dotted: `profiles.staging.base_url`.
  let keys: Set<String>
  private let snapshot: YAMLSnapshot
  private let outline: YAMLOutline

  static let largestSize = 1 << 20

  /// `nil` if there is no such file, or nothing but comments in it.
  init?(path: String) throws(SettingsError) {
    let file: FileBytes
    let text: String
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
      // The library takes a file in another encoding for one that is empty.
      text = try file.utf8Text()
    } catch .missing {
      if let (link, target) = Self.brokenLink(at: path) {
        throw .configurationFile(FilePlace(link), .brokenLink(target))
      }
      return nil
    } catch {
      throw .configurationFile(FilePlace(path), .unreadable(error))
    }
    guard Self.holdsAnything(file.bytes) else { return nil }
    do throws(YAMLOutline.Fault) {
      outline = try YAMLOutline(text)
    } catch {
      throw .configurationFile(FilePlace(path, line: error.line), error.reason)
    }
    let names = KeyNames()
    do {
      // The library cannot list keys, but asks for each one, by name, whether it is secret. To it all of them are.
      let options = YAMLSnapshot.ParsingOptions(secretsSpecifier: .dynamic { key, _ in names.add(key) })
      snapshot = try YAMLSnapshot(
        data: file.bytes.span.bytes, providerName: "config.yaml", parsingOptions: options)
    } catch {
      // Its text quotes the file, which may hold a secret.
      guard let key = outline.nestedList else { throw .configurationFile(FilePlace(path), .notSettings) }
      throw .configurationFile(FilePlace(path, line: outline.line(of: key)), .nestedList(key: key))
    }
    self.path = path
    keys = names.all
  }

  /// The file, or the folder it is in, as a symbolic link to nothing, and where that leads.
  private static func brokenLink(at path: String) -> (link: String, target: String)? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    for link in [path, folder].compactMap(\.self) {
      var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(link, &target, target.count)
      var status = stat()
      if length >= 0, stat(link, &status) != 0 {
        return (link, String(decoding: target.prefix(length), as: UTF8.self))
      }
    }
    return nil
  }

  /// A line that is neither empty, nor a comment, nor a document mark. The library refuses a document without values.
  private static func holdsAnything(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
      return !text.isEmpty && text.first != UInt8(ascii: "#") && !text.elementsEqual("---".utf8)
    }
  }
}

extension ConfigurationFile {
  func line(of key: String) -> Int? { outline.line(of: key) }

  /// - Parameter element: one text of a list.
  func place(_ key: String, element: String? = nil) -> FilePlace {
    FilePlace(path, line: element.flatMap { outline.line(of: $0, in: key) } ?? line(of: key))
  }

  /// Where a group belongs, a text, number or list is an error; nothing at all is an empty group.
  func refuseValue(_ key: String...) throws(SettingsError) {
    let name = key.joined(separator: ".")
    guard keys.contains(name) else { return }
    let value: String?
    do throws(SettingsError) {
      value = try text(at: key)
    } catch {
      throw .configurationFile(place(name), .notMapping(key: name))
    }
    if value != nil { throw .configurationFile(place(name), .notMapping(key: name)) }
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
      throw .configurationFile(place(name), .notText(key: name))
    }
    do {
      let value = try snapshot.value(forKey: AbsoluteConfigKey(key), type: .string).value
      guard case .string(let text)? = value?.content else { return nil }
      return ["", "~", "null"].contains(text) ? nil : text
    } catch {
      throw .configurationFile(place(name), .notText(key: name))
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
