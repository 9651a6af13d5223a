import Glibc
import Synchronization
import SystemPackage

/// `$TMPDIR`, else /tmp, or /var/tmp for files as long as a whole history: /tmp is memory on many machines.
struct TemporaryFiles: Sendable {
  enum Length {
    case short, long
  }

  let folder: String

  init(_ environment: [String: String], expecting length: Length = .short) {
    if let folder = environment["TMPDIR"], !folder.isEmpty {
      self.folder = folder
    } else {
      folder = length == .long && access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
    }
  }

  /// A file without a name: however the program ends, nothing is left behind.
  func unnamed(_ text: String) throws(FileError) -> UnnamedFile {
    let file = try unnamed()
    try file.append(Array(text.utf8))
    try file.rewind()
    return file
  }

  func unnamed() throws(FileError) -> UnnamedFile {
    try FileError.during(.makeTemporaryFile, folder) {
      let (descriptor, path) = try SystemCalls.makeTemporaryFile(in: folder)
      SystemCalls.remove(path)
      return UnnamedFile(descriptor, folder: folder)
    }
  }

  /// A file in its own folder: editors leave backups and swap files beside it.
  func named(_ name: String, _ text: String, permissions: FilePermissions) throws(FileError) -> NamedFile {
    try FileError.during(.makeTemporaryFile, folder) {
      let own = try SystemCalls.makeTemporaryFolder(in: folder)
      let file = NamedFile(folder: own, path: own + "/" + name)
      do throws(FileError) {
        try NewFile.write(Array(text.utf8), to: file.path, permissions: permissions)
      } catch {
        file.remove()
        throw error.errno ?? Errno.ioError
      }
      return file
    }
  }
}

struct NamedFile: Sendable {
  fileprivate let folder: String
  let path: String

  func remove() { SystemCalls.removeFolder(folder) }
}

final class UnnamedFile: Sendable {
  let descriptor: FileDescriptor
  private let folder: String

  fileprivate init(_ descriptor: FileDescriptor, folder: String) {
    self.descriptor = descriptor
    self.folder = folder
  }

  deinit { try? descriptor.close() }

  func append(_ bytes: [UInt8]) throws(FileError) {
    try FileError.during(.makeTemporaryFile, folder) { try descriptor.writeFully(bytes) }
  }

  func rewind() throws(FileError) {
    _ = try FileError.during(.makeTemporaryFile, folder) { try descriptor.seek(offset: 0, from: .start) }
  }

  func read(_ body: ([UInt8]) throws(FileError) -> Void) throws(FileError) {
    try rewind()
    while true {
      let part = try FileError.during(.makeTemporaryFile, folder) { try descriptor.read(atMost: 1 << 16) }
      if part.isEmpty { return }
      try body(part)
    }
  }
}

/// Copies that an editor with its own window may still have to open: removed when memtui ends.
final class KeptFiles: Sendable {
  private let files = Mutex<[NamedFile]>([])

  func keep(_ file: NamedFile) { files.withLock { $0.append(file) } }

  func remove() {
    let kept = files.withLock { files in
      defer { files = [] }
      return files
    }
    for file in kept { file.remove() }
  }
}
