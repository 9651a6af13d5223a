import BrowserCore
import Glibc
import MemoryModel

/// `PROFILE.json`: what is remembered of a profile. It only changes under its lock, and all at once.
struct StateFile: Sendable {
  let folder: String
  let name: String

  var path: String { folder + "/" + name + ".json" }

  enum Content {
    case missing
    /// No JSON object, or a file that no memtui would write.
    case broken
    case good(Remembered)
  }

  enum Fault: Error {
    case busy
    case system(Int32)
    case notAFile(FileBytes.Kind)
  }

  private static let largestSize = 4 << 20

  func read() throws(Fault) -> Content {
    let file: FileBytes
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
    } catch {
      switch error {
      case .missing: return .missing
      case .tooLarge, .notUTF8: return .broken
      case .unreadable(let number): throw .system(number)
      case .notAFile(let kind): throw .notAFile(kind)
      }
    }
    guard case .object(let object)? = try? JSONValue(parsing: file.bytes) else { return .broken }
    return .good(Remembered(object))
  }

  /// Readers see the old file or the new one; a link stays, and what it leads to is replaced. The caller has the lock.
  func write(_ remembered: Remembered) throws(Fault) {
    let text = JSONValue.object(remembered.json).prettyPrinted(escaping: .unprintable) + "\n"
    do throws(SystemFailure) {
      let file = try ReplacedFile(replacing: path, name: ".\(name).new", mode: 0o600)
      try file.write(Array(text.utf8))
      try file.replace()
    } catch {
      throw .system(error.number)
    }
  }

  /// Moves a broken file out of the way, or what a link leads to. The caller has the lock.
  /// - Returns: its new path.
  func putAside() throws(Fault) -> String {
    let target = ReplacedFile.target(of: path)
    let aside = target + ".broken-\(time(nil))"
    guard rename(target, aside) == 0 else { throw .system(errno) }
    return aside
  }

  /// The folder, and those above it that are missing, for the user alone.
  func makeFolder() throws(Fault) {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) != 0 else { continue }
      var status = stat()
      // Existing folders answer in different ways, also with "read-only" or "not permitted".
      let number = errno
      guard stat(made, &status) == 0 else { throw .system(number) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .system(ENOTDIR) }
    }
  }
}
