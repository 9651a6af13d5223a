import MemoryModel
import SystemPackage
import TUI

/// An export that is read from front to back, and then here and there. What cannot be read twice, such as a pipe, is
/// copied to an unnamed temporary file meanwhile.
final class ExportFile {
  /// For people: `today.ndjson`, `standard input`.
  let name: String
  private let path: String
  private let descriptor: FileDescriptor
  private let copy: UnnamedFile?
  private let isOwn: Bool
  private var reader: ExportReader
  private var layout: ExportLayout?
  private var isAtEnd = false
  /// A part of the file that was read at a place, because what follows is often asked for next.
  private var window: (offset: Int, bytes: [UInt8]) = (0, [])

  private static let partSize = 1 << 16

  enum Fault: Error {
    case notAnExport(ExportFault, name: String)
    /// Another program wrote into the file meanwhile.
    case changed(name: String)

    var sentence: String {
      switch self {
      case .notAnExport(let fault, let name):
        printable(fault.sentence(file: printable(name)), limit: 1000)
      case .changed(let name): "\(printable(name)) changed while it was read: start again."
      }
    }
  }

  /// - Parameter path: `-` is standard input.
  init(
    path: String, environment: [String: String], depth: ReadingDepth = .records, zone: ServerZone = .utc
  ) throws(FileError) {
    isOwn = path != "-"
    name = isOwn ? path : "standard input"
    self.path = isOwn ? path : "Standard input"
    reader = ExportReader(depth: depth, zone: zone)
    (descriptor, copy) = try FileError.during(.read, self.path) {
      let descriptor =
        path == "-"
        ? FileDescriptor.standardInput
        : try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noTerminal])
      let type = try Stat(descriptor).type
      guard type != .directory else { throw FileError(.read, path, .notAFile(.folder)) }
      let isRegular = type == .regular && path != "-"
      return (
        descriptor, isRegular ? nil : try TemporaryFiles(environment, expecting: .long).unnamed()
      )
    }
  }

  /// - Parameter file: complete and not open elsewhere; memtui wrote it.
  init(_ file: UnnamedFile, name: String) throws(FileError) {
    self.name = name
    path = name
    isOwn = false
    reader = ExportReader(takesAnyRow: true)
    descriptor = file.descriptor
    copy = nil
    kept = file
    try file.rewind()
  }

  private var kept: UnnamedFile?

  deinit { if isOwn { try? descriptor.close() } }

  /// The next memories, from front to back; nil after the last.
  func next() throws -> [ExportRecord]? {
    guard !isAtEnd else { return nil }
    let part = try FileError.during(.read, path) { try descriptor.read(atMost: Self.partSize) }
    isAtEnd = part.isEmpty
    try copy?.append(part)
    do throws(ExportFault) {
      let records = try reader.read(part, isLast: isAtEnd)
      layout = reader.layout
      return records
    } catch {
      throw Fault.notAnExport(error, name: name)
    }
  }

  /// A memory once more, by the place at which it was read.
  func memory(at place: ExportPlace) throws -> Memory {
    let bytes = try bytes(at: place)
    do throws(ExportFault) {
      guard bytes.count == place.length, let memory = try layout?.memory(in: bytes, at: place) else {
        throw ExportFault(.noObject, line: 1)
      }
      return memory
    } catch {
      throw Fault.changed(name: name)
    }
  }

  private func bytes(at place: ExportPlace) throws(FileError) -> [UInt8] {
    let end = window.offset + window.bytes.count
    if place.offset < window.offset || place.offset + place.length > end {
      // From front to back, a part at a time; else only what is asked for.
      let follows = place.offset >= window.offset && place.offset <= end + Self.partSize
      try fillWindow(at: place.offset, count: follows ? max(Self.partSize, place.length) : place.length)
    }
    return Array(window.bytes.dropFirst(place.offset - window.offset).prefix(place.length))
  }

  private func fillWindow(at offset: Int, count: Int) throws(FileError) {
    let descriptor = copy?.descriptor ?? descriptor
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try FileError.during(.read, path) {
      try bytes.withUnsafeMutableBytes { buffer in
        var filled = 0
        while filled < buffer.count {
          let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
          let part = try descriptor.read(fromAbsoluteOffset: Int64(offset + filled), into: rest)
          if part == 0 { break }
          filled += part
        }
        return filled
      }
    }
    bytes.removeLast(count - filled)
    window = (offset, bytes)
  }
}
