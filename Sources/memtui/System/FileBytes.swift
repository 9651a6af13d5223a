import SystemPackage

struct FileBytes {
  let path: String
  let bytes: [UInt8]
  /// Of the opened file: its name may lead to another one by now.
  let permissions: FilePermissions

  /// - Parameter limit: in bytes: a wrong path must not fill the memory.
  init(path: String, limit: Int) throws(FileError) {
    self.path = path
    (bytes, permissions) = try FileError.during(.read, path) {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .unattended)
      return try descriptor.closeAfter {
        try Self.refuseSpecialFile(descriptor, path)
        return (
          try Self.readAll(descriptor, path: path, limit: limit), try Stat(descriptor).permissions
        )
      }
    }
  }

  /// Opens the file and reads nothing of it: the client reads the certificates.
  static func refuseSpecialFile(_ path: String) throws(FileError) {
    try FileError.during(.read, path) {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: .unattended)
      try descriptor.closeAfter { try refuseSpecialFile(descriptor, path) }
    }
  }

  private static func refuseSpecialFile(_ descriptor: FileDescriptor, _ path: String) throws {
    if let kind = kind(of: try Stat(descriptor).type) { throw FileError(.read, path, .notAFile(kind)) }
  }

  func utf8Text() throws(FileError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // A line end is never a part of another character.
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let invalid = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw FileError(.read, path, .notUTF8(line: invalid + 1))
    }
    return text
  }

  private static func kind(of type: FileType) -> FileError.Kind? {
    switch type {
    case .regular: nil
    case .directory: .folder
    case .fifo: .namedPipe
    case .socket: .socket
    default: .device
    }
  }

  private static func readAll(_ descriptor: FileDescriptor, path: String, limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let part = try descriptor.read(atMost: 16_384)
      if part.isEmpty { return bytes }
      bytes += part
      guard bytes.count <= limit else { throw FileError(.read, path, .tooLarge(limit: limit)) }
    }
  }
}

enum NewFile {
  /// Creates a new file with all the bytes, or leaves nothing behind.
  static func write(_ bytes: [UInt8], to path: String, permissions: FilePermissions) throws(FileError) {
    try FileError.during(.write, path) {
      let descriptor = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: permissions)
      do {
        try descriptor.closeAfter { try descriptor.writeFully(bytes) }
      } catch {
        SystemCalls.remove(path)
        throw error
      }
    }
  }
}

enum UserFolder {
  /// `$XDG_CONFIG_HOME/memtui`, else `~/.config/memtui`.
  case configuration
  /// `$XDG_STATE_HOME/memtui`, else `~/.local/state/memtui`.
  case state

  /// Nil without a home. A relative path in a variable is ignored, as the XDG rules ask.
  func path(_ environment: [String: String]) -> String? {
    let (variable, standard) =
      switch self {
      case .configuration: ("XDG_CONFIG_HOME", ".config")
      case .state: ("XDG_STATE_HOME", ".local/state")
      }
    if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/memtui" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/\(standard)/memtui"
  }

  /// `~/key` -> `/home/ann/key`, for a path that no shell has expanded.
  static func expandingTilde(_ path: String, _ environment: [String: String]) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}
