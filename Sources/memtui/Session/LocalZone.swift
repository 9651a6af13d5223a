import Glibc
import MemoryModel

/// Seconds east of UTC that the system's zone rules give for a moment.
enum LocalZone {
  /// For `--utc`.
  static let utc: @Sendable (Timestamp) -> Int = { _ in 0 }

  static let offset: @Sendable (Timestamp) -> Int = { time in
    var seconds = time_t(time.milliseconds / 1000)
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return 0 }
    return parts.tm_gmtoff
  }
}

extension Settings {
  /// The zone that times are shown in.
  var zoneOffset: @Sendable (Timestamp) -> Int { usesUTC ? LocalZone.utc : LocalZone.offset }

  /// What filters are written for at a moment.
  func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }

  /// A self-hosted server's clock, by which it reads times without a zone.
  var serverZoneOffset: @Sendable (Timestamp) -> Int { LocalZone.utc }
}

extension Timestamp {
  static func current() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
