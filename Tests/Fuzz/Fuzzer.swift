import Glibc

/// Between libFuzzer, which brings the entry point, and a subject. See `Scripts/fuzz`.
///
///     Fuzz --subject=text FOLDER…          libFuzzer: fuzzes, beginning with the inputs in the folders
///     Fuzz --subject=text FILE             runs one input
///     Fuzz --subject=text --growth=60 FILE…   measures how the cost of these inputs grows, for a minute
@MainActor enum Fuzzer {
  static var subject = Subject.text

  static func begin(_ arguments: [String]) {
    var seconds: Double?
    for argument in arguments.dropFirst() where argument.hasPrefix("--") {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, parts[0] == "--subject", let named = Subject(rawValue: parts[1]) {
        subject = named
      } else if parts.count == 2, parts[0] == "--growth", let number = Double(parts[1]) {
        seconds = number
      } else {
        end("unknown option \(argument)", code: 2)
      }
    }
    guard let seconds else { return }
    measureGrowth(of: arguments.dropFirst().filter { !$0.hasPrefix("--") }, seconds: seconds)
    exit(0)
  }

  private static func measureGrowth(of paths: [String], seconds: Double) {
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
    let growth = Growth { input throws(Finding) in try subject.check(input) }
    var measured = 0
    // Not always the same ones, where the time does not suffice for all.
    for path in paths.shuffled() where ContinuousClock.now < end {
      do throws(Finding) {
        if let excess = try growth.excess(of: bytes(of: path)) {
          report("finding in \(subject.rawValue): \(excess)\nTest unit written to \(path)")
          exit(1)
        }
      } catch {
        report("finding in \(subject.rawValue), enlarged: \(error)\nTest unit written to \(path)")
        exit(1)
      }
      measured += 1
    }
    report("growth: measured \(measured) of \(paths.count) inputs")
  }

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { end("\(path) cannot be read", code: 2) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
  }

  /// libFuzzer keeps an input that ends the process by a signal.
  static func check(_ input: [UInt8]) {
    do throws(Finding) {
      try subject.check(input)
    } catch {
      report("finding in \(subject.rawValue): \(error)")
      abort()
    }
  }

  static func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(2, bytes, bytes.count)
  }

  private static func end(_ reason: String, code: Int32) -> Never {
    report(reason)
    exit(code)
  }
}

@_cdecl("LLVMFuzzerInitialize")
func initializeFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  let texts = (0..<Int(count.pointee)).compactMap { arguments.pointee[$0].map { String(cString: $0) } }
  MainActor.assumeIsolated { Fuzzer.begin(texts) }
  atexit { ConfigurationSubject.cleanUp() }
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  MainActor.assumeIsolated { Fuzzer.check(input) }
  return 0
}
