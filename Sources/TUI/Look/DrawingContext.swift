import Canvas
import MemoryModel

/// What drawing needs beside the state: how wide things are, how they look, and what time it is.
public struct DrawingContext: Sendable {
  public var cellWidth: CellWidth
  public var theme: Theme
  public var glyphs: Glyphs
  public var keymap: Keymap
  public var now: Timestamp
  /// Seconds east of UTC at a moment: the local zone's rule, or 0 for `--utc`.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// Of times in records that name no zone.
  public var serverZone: ServerZone

  public init(
    cellWidth: CellWidth, theme: Theme = .standard, keymap: Keymap = .standard, now: Timestamp,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int, serverZone: ServerZone = .utc
  ) {
    self.cellWidth = cellWidth
    self.theme = theme
    self.glyphs = cellWidth.ascii ? .ascii : .unicode
    self.keymap = keymap
    self.now = now
    self.zoneOffset = zoneOffset
    self.serverZone = serverZone
  }

  func absolute(_ time: Timestamp) -> String {
    time.formatted(offsetSeconds: zoneOffset(time))
  }

  /// The day that the local calendar shows.
  var today: CivilDate { CivilDate(at: now, offsetSeconds: zoneOffset(now)) }

  /// The minute that has begun: relative times are no finer, and text that holds them stays good for so long.
  var minute: Timestamp { Timestamp(milliseconds: now.milliseconds - now.milliseconds % 60_000) }

  func relative(_ time: Timestamp) -> String {
    time.relative(to: minute)
  }
}
