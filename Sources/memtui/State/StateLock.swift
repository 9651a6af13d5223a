import Glibc

/// `PROFILE.lock`, held while the state is read, changed and written. The system lets go of it when a process ends.
struct StateLock: ~Copyable {
  private let descriptor: Int32

  /// Tries for about a second: another memtui holds it for milliseconds, unless it was stopped just then.
  init(of file: StateFile, pause: @Sendable (_ seconds: Double) async throws -> Void) async throws(StateFile
    .Fault)
  {
    let path = file.folder + "/" + file.name + ".lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno) }
    // By the clock: on a loaded machine each pause takes longer than it says.
    let deadline = ContinuousClock.now + Self.patience
    while true {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(errno) }
      guard ContinuousClock.now < deadline else { throw .busy }
      do {
        try await pause(Self.interval)
      } catch {
        throw .busy
      }
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static let patience = Duration.seconds(1)
  private static let interval = 0.025
}
