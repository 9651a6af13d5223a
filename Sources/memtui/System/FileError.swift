import SystemPackage

struct FileError: Error, Sendable, Hashable {
  enum Operation: Sendable, Hashable {
    case read, write
    case makeTemporaryFile
    case start
  }

  enum Reason: Sendable, Hashable {
    case system(Errno)
    case missing
    case notAFile(Kind)
    case tooLarge(limit: Int)
    /// The first invalid line, counted from 1.
    case notUTF8(line: Int)
  }

  /// What a path may lead to instead of a file. A named pipe could wait forever, and a device may never end.
  enum Kind: String, Sendable, Hashable {
    case folder = "is a directory, not a file"
    case namedPipe = "is a named pipe, not a file"
    case device = "is a device, not a file"
    case socket = "is a socket, not a file"
  }

  let operation: Operation
  let path: String
  let reason: Reason

  init(_ operation: Operation, _ path: String, _ reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  init(_ operation: Operation, _ path: String, _ error: any Error) {
    let number = error as? Errno ?? .ioError
    switch (operation, number) {
    case (.read, .noSuchFileOrDirectory), (.read, .notDirectory): self.init(operation, path, .missing)
    case (.read, .noSuchAddressOrDevice): self.init(operation, path, .notAFile(.socket))
    default: self.init(operation, path, .system(number))
    }
  }

  static func during<Result>(
    _ operation: Operation, _ path: String, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    do {
      return try body()
    } catch let error as FileError {
      throw error
    } catch {
      throw FileError(operation, path, error)
    }
  }

  var errno: Errno? {
    if case .system(let number) = reason { number } else { nil }
  }

  /// `/srv/a.csv cannot be written (No space left on device).`
  var sentence: String {
    guard operation == .makeTemporaryFile else { return "\(printable(path)) \(predicate)." }
    return "No temporary file can be written in \(printable(path)) (\(cause)). "
      + "Set TMPDIR to a directory with free space."
  }

  /// The sentence without its subject: `does not exist`, `cannot be read (Permission denied)`.
  var predicate: String {
    switch reason {
    case .system:
      switch operation {
      case .read: "cannot be read (\(cause))"
      case .write: "cannot be written (\(cause))"
      case .makeTemporaryFile: "cannot hold a temporary file (\(cause))"
      case .start: "cannot be started (\(cause))"
      }
    case .missing: "does not exist"
    case .notAFile(let kind): kind.rawValue
    case .tooLarge(let limit):
      "is larger than \(limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB")"
    case .notUTF8(let line): "is not UTF-8, line \(line)"
    }
  }

  /// For brackets: `Permission denied`, `it is a directory, not a file`.
  var cause: String {
    switch reason {
    case .system(let number): "\(number)"
    case .missing: "\(Errno.noSuchFileOrDirectory)"
    case .notAFile, .tooLarge, .notUTF8: "it " + predicate
    }
  }
}

func translating<Result, Fault: Error, Other: Error>(
  _ fault: (Fault) -> Other, _ body: () throws(Fault) -> Result
) throws(Other) -> Result {
  do throws(Fault) { return try body() } catch let error { throw fault(error) }
}
