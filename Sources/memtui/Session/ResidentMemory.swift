import Glibc

/// What the process takes of the machine's memory.
enum ResidentMemory {
  /// The second number of `/proc/self/statm`, in pages; `nil` where there is no such file.
  static func bytes() -> Int? {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 128)
    let length = read(descriptor, &text, text.count)
    guard length > 0 else { return nil }
    let fields = String(decoding: text.prefix(length), as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
