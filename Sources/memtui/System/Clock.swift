import Canvas
import Glibc
import MemoryModel
import TUI

/// Seconds east of UTC, by the system's zone rules.
enum LocalZone {
  static let utc: @Sendable (Timestamp) -> Int = { _ in 0 }
  static let offset: @Sendable (Timestamp) -> Int = { time in
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return 0 }
    return parts.tm_gmtoff
  }
}

extension Settings {
  var zoneOffset: @Sendable (Timestamp) -> Int { usesUTC ? LocalZone.utc : LocalZone.offset }

  func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }

  var serverZoneOffset: @Sendable (Timestamp) -> Int {
    { [serverZone] time in serverZone.offsetSeconds(at: time) }
  }
}

extension DrawingContext {
  /// For text that is no screen.
  init(of settings: Settings) {
    self.init(
      cellWidth: .table, now: .current(), zoneOffset: settings.zoneOffset, serverZone: settings.serverZone)
  }
}

enum ZoneFile {
  private static let largest = 1 << 18

  static func rules(of name: String, environment: [String: String]) -> ZoneRules? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy {
          0x41...0x5A ~= $0 & 0xDF || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "+")
        }
    }
    guard isName else { return nil }
    let given = environment["TZDIR"].map { [$0] } ?? []
    for folder in given + ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"] {
      if let file = try? FileBytes(path: folder + "/" + name, limit: largest) {
        return ZoneRules(file: file.bytes)
      }
    }
    return nil
  }
}

extension Timestamp {
  static func current() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
