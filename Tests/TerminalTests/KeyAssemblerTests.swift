import Canvas
import Terminal
import Testing

@Suite struct KeyAssemblerTests {
  @Test(
    arguments: [
      ("j", [.character("j")]),
      (" ", [.character(" ")]),
      ("中é", [.character("中"), .character("é")]),
      ("e\u{301}", [.character("e"), .character("\u{301}")]),
      ("😀", [.character("😀")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]),
      ("\u{08}", [.backspace]), ("\u{7F}", [.backspace]),
      ("\u{03}", [.control("c")]), ("\u{1A}", [.control("z")]), ("\u{00}", [.control("@")]),
      ("\u{1C}", [.control("\\")]), ("\u{1D}", [.control("]")]), ("\u{1E}", [.control("^")]),
      ("\u{1F}", [.control("_")]),
      ("\u{1B}", [.escape]),
      ("\u{1B}\u{1B}", [.escape, .escape]),
      ("\u{1B}j", [.escape, .character("j")]),
      ("\u{1B}]", [.escape, .character("]")]),
      ("\u{1B}[", [.escape, .character("[")]),
      ("\u{1B}O", [.escape, .character("O")]),
      ("\u{1B}P", [.escape, .character("P")]),
      ("\u{1B}\r", [.escape, .enter]),
    ] as [(String, [Key])])
  func keysAreRead(_ sent: String, keys: [Key]) {
    #expect(assemble([Array(sent.utf8)]) == keys)
  }

  @Test(
    arguments: [
      ("[A", [.up]), ("[B", [.down]), ("[C", [.right]), ("[D", [.left]), ("[H", [.home]), ("[F", [.end]),
      ("OA", [.up]), ("OB", [.down]), ("OC", [.right]), ("OD", [.left]), ("OH", [.home]), ("OF", [.end]),
      ("[1~", [.home]), ("[2~", [.insert]), ("[3~", [.delete]), ("[4~", [.end]), ("[5~", [.pageUp]),
      ("[6~", [.pageDown]),
      ("[Z", [.backTab]), ("OP", [.function(1)]), ("OS", [.function(4)]), ("[15~", [.function(5)]),
      ("[17~", [.function(6)]), ("[21~", [.function(10)]), ("[23~", [.function(11)]),
      ("[24~", [.function(12)]),
      ("OM", [.enter]), ("Op", [.character("0")]), ("Oy", [.character("9")]), ("Ok", [.character("+")]),
    ] as [(String, [Key])])
  func sequencesMissingFromTerminfoAreKnown(_ sequence: String, keys: [Key]) {
    #expect(assemble([[0x1B] + Array(sequence.utf8)]) == keys)
  }

  @Test(arguments: [
    "[1;5A", "[27;5;9~", "[I", "[O", "[?1;2c", "[>0;276;0c", "[12;40R", "[99~", "[<0;3;4m", "[<1;3;4M",
    "[<35;3;4M", "[<0;3M", "[<0;0;4M", "[<M",
    "[<0;3;99999999999999999999M",
    "[M !!", "[[A",
    "[200;1~", "]11;rgb:0000/0000/0000\u{1B}\\", "]52;c;aGk=\u{07}", "P1$r0m\u{1B}\\", "_Gi=1\u{1B}\\", "Oz",
    "[57414u", "[0 q", "[$y",
  ])
  func unknownSequencesAreDropped(_ sequence: String) {
    #expect(assemble([[0x1B] + Array(sequence.utf8) + [0x6A]]) == [.character("j")])
  }

  @Test(
    arguments: [
      ("[<0;3;4M", MouseReport(.press, x: 2, y: 3)), ("[<0;300;200M", MouseReport(.press, x: 299, y: 199)),
      ("[<4;1;1M", MouseReport(.press, x: 0, y: 0)), ("[<64;3;4M", MouseReport(.wheelUp, x: 2, y: 3)),
      ("[<65;3;4M", MouseReport(.wheelDown, x: 2, y: 3)),
    ] as [(String, MouseReport)])
  func mouseReportsAreRead(_ sequence: String, report: MouseReport) {
    #expect(assemble([[0x1B] + Array(sequence.utf8)]) == [.mouse(report)])
    for cut in 1..<sequence.utf8.count {
      let bytes = Array(sequence.utf8)
      #expect(
        assemble([[0x1B] + Array(bytes[..<(cut + 1)]), Array(bytes[(cut + 1)...])]) == [.mouse(report)]
          || cut == 0)
    }
  }

  @Test func bytesThatArriveApartAreAssembled() {
    #expect(assemble([[0xE4], [0xB8], [0xAD]]) == [.character("中")])
    #expect(assemble([[0xF0, 0x9F], [0x98, 0x80, 0x6A]]) == [.character("😀"), .character("j")])
    #expect(assemble([Array("\u{1B}[1;".utf8), Array("5Aj".utf8)]) == [.character("j")])
    #expect(assemble([Array("\u{1B}[5".utf8), Array("~".utf8)]) == [.pageUp])
  }

  @Test(
    arguments: [
      ([0xE4, 0xB8, 0x6A], [.character("\u{FFFD}"), .character("j")]),
      ([0xE4, 0xE4, 0xB8, 0xAD], [.character("\u{FFFD}"), .character("中")]),
      ([0x80, 0x6A], [.character("\u{FFFD}"), .character("j")]),
      ([0xE4, 0x1B], [.character("\u{FFFD}"), .escape]),
      ([0xFF, 0x6A], [.character("\u{FFFD}"), .character("j")]),
    ] as [([UInt8], [Key])])
  func brokenUTF8IsRepaired(_ bytes: [UInt8], keys: [Key]) {
    #expect(assemble([bytes]) == keys)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func impossibleUTF8IsRepaired(_ bytes: [UInt8]) {
    let keys = assemble([bytes + [0x6A]])
    #expect(keys.last == .character("j"))
    #expect(keys.dropLast().allSatisfy { $0 == .character("\u{FFFD}") } && keys.count > 1)
  }

  @Test func aPasteIsOneKeyWithItsText() {
    var assembler = KeyAssembler()
    let text: [KeyAssembler.Token] = Array("q\u{03}\r\n\u{1B}[31m中".utf8).map { .byte($0) }
    #expect(assembler.keys(from: [.byte(0x6A), .pasteBegin] + text) == [.character("j")])
    #expect(assembler.keys(from: [.key(.up, sent: Array("\u{1B}OA".utf8)), .byte(0xFF)]) == [])
    #expect(
      assembler.keys(from: [.pasteEnd, .byte(0x6A)]) == [
        .paste("q\u{03}\r\n\u{1B}[31m中\u{1B}OA\u{FFFD}"), .character("j"),
      ])
  }

  @Test func aPasteMayArriveInPieces() {
    let bytes = Array("\u{1B}[200~中 q\u{1B}[201~j".utf8)
    // A lone ESC would be the key Escape, so that piece keeps what follows it.
    for cut in 2..<bytes.count {
      #expect(
        assemble([Array(bytes[..<cut]), Array(bytes[cut...])])
          == (cut == 2
            ? assemble([Array(bytes[..<2])]) + assemble([Array(bytes[2...])])
            : [.paste("中 q"), .character("j")]),
        "cut at \(cut)")
    }
  }

  /// Only a limited number of bytes is read at a time: the end of a slice must not cut a sequence.
  @Test func aSliceNeverCutsASequence() {
    let sent = Array("jj\u{1B}[<64;3;4M\u{1B}[1;5Ak\u{1B}中".utf8)
    var whole = KeyAssembler()
    let expected = whole.keys(from: sent.map { .byte($0) })
    #expect(expected.count == 6)
    for cut in 0...sent.count {
      var assembler = KeyAssembler()
      var keys = assembler.keys(from: sent[..<cut].map { .byte($0) }, isCut: true)
      keys += assembler.keys(from: sent[cut...].map { .byte($0) })
      #expect(keys == expected, "cut at \(cut)")
      #expect(!assembler.holdsBack)
    }
  }

  @Test(arguments: [
    "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]52;c;" + String(repeating: "a", count: 300) + "\u{07}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[M\u{1B}!!", "\u{1B}[[A", "\u{1B}OM", "\u{1B}]\u{1B}]\u{1B}[A",
  ])
  func aSliceCutsNoStringOfTheTerminal(_ sequence: String) {
    let sent = Array("j\(sequence)k".utf8).map { KeyAssembler.Token.byte($0) }
    var whole = KeyAssembler()
    let expected = whole.keys(from: sent)
    for cut in 0...sent.count {
      var assembler = KeyAssembler()
      let keys = assembler.keys(from: Array(sent[..<cut]), isCut: true)
      #expect(keys + assembler.keys(from: Array(sent[cut...])) == expected, "cut at \(cut)")
    }
  }

  /// One search for the end of a string answers for all that follow it.
  @Test func whatIsNoStringIsTyped() {
    let flood = assemble([Array(String(repeating: "\u{1B}]", count: 8192).utf8)])
    #expect(flood == Array(repeating: [Key.escape, .character("]")], count: 8192).flatMap { $0 })
    let long = "\u{1B}]" + String(repeating: "a", count: 5000)
    #expect(assemble([Array("\(long)\u{07}".utf8)]).count == 5003)
    #expect(assemble([Array("\u{1B}]a\u{07}\u{1B}]b\u{1B}\\j".utf8)]) == [.character("j")])
  }

  @Test func anEscapeAtTheEndOfASliceIsAKeyUnlessMoreFollows() {
    var assembler = KeyAssembler()
    #expect(assembler.keys(from: [.byte(0x6A), .byte(0x1B)], isCut: true) == [.character("j")])
    #expect(assembler.holdsBack)
    #expect(assembler.keys(from: []) == [.escape])
  }

  /// Each piece is read separately, and none copies the text so far.
  @Test func aPasteOfMegabytesArrivesInSlices() {
    var assembler = KeyAssembler()
    let slice = [KeyAssembler.Token](repeating: .byte(0x61), count: 16_384)
    #expect(assembler.keys(from: [.pasteBegin]) == [])
    for _ in 0..<128 { #expect(assembler.keys(from: slice, isCut: true) == []) }
    #expect(assembler.keys(from: [.pasteEnd]) == [.paste(String(repeating: "a", count: 2 << 20))])
  }

  @Test func ctrlCWorksDuringAPasteThatNeverEnds() {
    var assembler = KeyAssembler()
    #expect(assembler.keys(from: [.pasteBegin, .byte(0x61)]) == [])
    #expect(assembler.keys(from: [.byte(0x03)], silence: 0.1) == [], "the paste has not ended yet")
    #expect(assembler.keys(from: [.byte(0x03)], silence: 1) == [.paste("a\u{3}"), .control("c")])
    #expect(assembler.keys(from: [.pasteBegin, .byte(0x61)]) == [])
    #expect(assembler.keys(from: [.byte(0x6A)], silence: 1) == [])
    #expect(assembler.keys(from: [.byte(0x71)], silence: 6) == [.paste("aj"), .character("q")])
  }

  @Test func anEmptyPasteIsAKey() {
    var assembler = KeyAssembler()
    #expect(assembler.keys(from: [.pasteBegin, .pasteEnd]) == [.paste("")])
    #expect(assembler.keys(from: [.pasteEnd, .byte(0x6A)]) == [.character("j")])
  }

  @Test func keysFromTerminfoPassThrough() {
    var assembler = KeyAssembler()
    let tokens: [KeyAssembler.Token] = [
      .key(.up, sent: []), .byte(0xE4), .key(nil, sent: []), .key(.function(1), sent: []), .byte(0x1B),
      .key(.down, sent: []),
    ]
    #expect(assembler.keys(from: tokens) == [.up, .character("\u{FFFD}"), .function(1), .escape, .down])
  }

  /// Each element holds the input that was waiting at one time.
  private func assemble(_ drains: [[UInt8]]) -> [Key] {
    var assembler = KeyAssembler()
    return drains.flatMap { assembler.keys(from: $0.map { .byte($0) }) }
  }
}
