import Glibc

/// product.md section 13.
enum ExitCode {
  static let fine: Int32 = 0
  static let service: Int32 = 1
  static let usage: Int32 = 2
  static let interrupted: Int32 = 128 + SIGINT
  static let terminated: Int32 = 128 + SIGTERM
  static let hangUp: Int32 = 128 + SIGHUP
}

func exitProcess(_ code: Int32) -> Never {
  exit(code)
}

/// `stdout` of the C library is a global that Swift 6 does not allow; nil means every stream.
func flushOutput() {
  fflush(nil)
}
