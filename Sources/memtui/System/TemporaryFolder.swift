import FoundationEssentials
import Glibc
import Synchronization

/// A folder that only its owner can enter, gone with all that is in it after ``remove()``.
struct TemporaryFolder: Sendable {
  let path: String

  init(environment: [String: String]) throws(SystemFailure) {
    let place = TemporaryPlace.folder(environment)
    var template = Array((place + "/memtui-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw .last(temporaryFolder: place) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// - Parameter mode: 0o400 for what is only to be read.
  /// - Returns: its path.
  func write(_ text: String, to name: String, mode: mode_t) throws(SystemFailure) -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    let place = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
    guard descriptor >= 0 else { throw .last(temporaryFolder: place) }
    defer { close(descriptor) }
    do throws(SystemFailure) {
      try writeAll(Array(text.utf8), to: descriptor)
    } catch {
      throw SystemFailure(number: error.number, temporaryFolder: place)
    }
    return file
  }

  /// Editors leave backups and swap files beside what they edit.
  func remove() {
    // What cannot be removed lies in a folder that only its owner can enter, and nobody could do more about it.
    _ = try? FileManager.default.removeItem(atPath: path)
  }
}

/// Copies that an editor with a window of its own may still have to open: they stay until memtui ends.
final class LentCopies: Sendable {
  private let folders = Mutex<[TemporaryFolder]>([])

  func keep(_ folder: TemporaryFolder) {
    folders.withLock { $0.append(folder) }
  }

  func remove() {
    let kept = folders.withLock { folders in
      defer { folders = [] }
      return folders
    }
    for folder in kept { folder.remove() }
  }
}

/// Where temporary files go.
enum TemporaryPlace {
  /// How much is written there.
  enum Length {
    case short
    /// As much as a whole history: /tmp is memory on many machines, /var/tmp is not.
    case long
  }

  static func folder(_ environment: [String: String], likely length: Length = .short) -> String {
    if let folder = environment["TMPDIR"], !folder.isEmpty { return folder }
    return length == .long && access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
  }
}

/// A temporary file without a name: whatever ends the program, nothing of it stays behind. Closed with its last user.
final class UnnamedFile {
  let descriptor: Int32
  private let folder: String

  init(environment: [String: String], likely length: TemporaryPlace.Length) throws(SystemFailure) {
    folder = TemporaryPlace.folder(environment, likely: length)
    var template = Array((folder + "/memtui-XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .last(temporaryFolder: folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func append(_ bytes: [UInt8]) throws(SystemFailure) {
    do throws(SystemFailure) {
      try writeAll(bytes, to: descriptor)
    } catch {
      throw SystemFailure(number: error.number, temporaryFolder: folder)
    }
  }

  func rewind() throws(SystemFailure) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .last(temporaryFolder: folder) }
  }

  /// Hands over what was appended, part by part.
  func read(_ body: ([UInt8]) throws(SystemFailure) -> Void) throws(SystemFailure) {
    try rewind()
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      if count == 0 { return }
      if count > 0 {
        try body(Array(part[..<count]))
      } else if errno != EINTR {
        throw .last(temporaryFolder: folder)
      }
    }
  }
}
