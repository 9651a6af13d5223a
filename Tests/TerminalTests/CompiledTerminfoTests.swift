import Foundation
import Testing

@testable import Terminal

@Suite struct CompiledTerminfoTests {
  @Test func thereAreEntriesForTheCommonTerminals() {
    #expect(
      CompiledTerminfo.entries.keys.sorted()
        == ["linux", "screen-256color", "tmux-256color", "vt100", "xterm-256color"])
  }

  /// Curses refuses an entry that has another name, or is cut.
  @Test(arguments: CompiledTerminfo.entries.sorted { $0.key < $1.key })
  func anEntryIsWhole(type: String, base64: String) throws {
    let text = base64.replacing("-", with: "+").replacing("_", with: "/")
    let bytes = try #require(Data(base64Encoded: text)).map(Int.init)
    try #require(bytes.count > 12)
    func number(_ index: Int) -> Int { bytes[index * 2] | bytes[index * 2 + 1] << 8 }
    // 0o432: numbers of 16 bits; 0o1036: of 32.
    let width = try #require([0o432: 2, 0o1036: 4][number(0)])
    let names = String(decoding: bytes[12..<12 + number(1)].map(UInt8.init), as: UTF8.self)
    #expect(names.split(separator: "|").first == Substring(type))
    let flags = 12 + number(1) + number(2)
    let size = flags + flags % 2 + number(3) * width + number(4) * 2 + number(5)
    #expect(size <= bytes.count)
  }
}
