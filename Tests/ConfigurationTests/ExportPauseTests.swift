import Testing

@testable import memtui

/// How far apart an export sends its calls.
@Suite struct ExportPauseTests {
  @Test(arguments: [
    (0.200, false, 0.050), (0.200, true, 0.050), (0.040, false, 0.020), (0.040, true, 0.010),
    (0, false, 0.020), (0, true, 0),
  ])
  func aServiceElsewhereGetsAtMostFiftyCallsASecond(fastest: Double, isOnThisMachine: Bool, pause: Double) {
    #expect(ExportRun.pause(fastest: fastest, isOnThisMachine: isOnThisMachine) == pause)
  }
}
