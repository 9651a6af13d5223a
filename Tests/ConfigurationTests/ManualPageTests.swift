import BrowserCore
import MemoryModel
import TUI
import Testing

@testable import memtui

@Suite struct ManualPageTests {
  private let page = ManualPage(date: CivilDate(daysSince1970: 20_000)).text

  private static let commands = [
    "browse", "export", "show", "review", "diff", "check", "demo-server", "config", "generate", "help",
  ]

  /// Read from the help, which the page must agree with.
  @Test(arguments: commands.dropLast())
  func `it names every option of a command`(command: String) throws {
    guard case .print(let help) = try Invocation(arguments: ["help", command]) else {
      Issue.record("no help")
      return
    }
    let options = Set(help.matches(of: /(?:^|\s|,)(--?[a-z][a-z-]*)/).map { String($0.output.1) })
    #expect(options.count > 2 || ["config", "generate"].contains(command), "\(options)")
    for option in options { #expect(page.contains(Roff.bold(option)), "\(option)") }
  }

  @Test func `it names every command of the help`() throws {
    let help = try help([])
    for command in Self.commands {
      #expect(help.contains("\n  \(command) ") || command == "help", "\(command)")
      #expect(page.contains("\n.SS memtui \(Roff.escaped(command))\n"), "\(command)")
    }
  }

  /// A line for each way to call a command; what a bracket does not enclose is required.
  @Test(arguments: commands.dropLast())
  func `usages are those of the help`(command: String) throws {
    let help = try help([command])
    let start = try #require(help.firstRange(of: "USAGE: ")).upperBound
    let end = try #require(help[start...].firstRange(of: "\n\n")).lowerBound
    let usages = help[start..<end].split(separator: "\n").map { $0.drop { $0 == " " } }
    for usage in usages {
      #expect(usage.hasPrefix("memtui \(command)"))
      #expect(!usage.contains(" <options>"))
      // Browsing is the default, and stands first without its name.
      guard command != "browse" else { continue }
      #expect(page.contains("\n" + Roff.bold("memtui") + Roff.escaped(String(usage.dropFirst(6))) + "\n"))
    }
  }

  private func help(_ command: [String]) throws -> String {
    guard case .print(let help) = try Invocation(arguments: command + ["--help"]) else { return "" }
    return help
  }

  @Test func `lists of the help are lists`() throws {
    let help = try help(["demo-server"])
    let start = try #require(help.firstRange(of: "Faults:\n")).upperBound
    let faults = help[start...].split(separator: "\n").prefix { $0.hasPrefix("  ") }
    #expect(faults.count > 10)
    for fault in faults {
      let words = fault.split(separator: " ", maxSplits: 1).map(String.init)
      let meaning = words[1].drop { $0 == " " }
      #expect(
        page.contains("\n.TP 18\n\(Roff.bold(words[0]))\n\(Roff.escaped(String(meaning)))\n"), "\(fault)")
    }
    #expect(page.contains("\n.PD\n.PP\nA fault may be limited"))
  }

  @Test func `no heading stands twice`() {
    let headings = page.split(separator: "\n").filter { $0.hasPrefix(".SS ") }
    #expect(headings.count > 20)
    #expect(Set(headings).count == headings.count)
  }

  @Test func `every entry has a text`() {
    let lines = page.split(separator: "\n")
    for (line, tag, text) in zip(zip(lines, lines.dropFirst()), lines.dropFirst(2)).map({ ($0.0, $0.1, $1) })
    {
      if line.hasPrefix(".TP") { #expect(!text.hasPrefix(".TP") && !text.hasPrefix(".S"), "\(tag)") }
      if line.hasPrefix(".SS") { #expect(!tag.hasPrefix(".S"), "\(line)") }
    }
  }

  @Test func `it names every variable and every setting of a profile`() {
    for setting in Setting.allCases {
      for variable in setting.row.variables {
        #expect(page.contains("\n" + Roff.bold(variable)), "\(variable)")
      }
      if setting.row.isInProfile { #expect(page.contains("\(setting.rawValue):"), "\(setting)") }
    }
    // Errors tell users to set it.
    #expect(page.contains("\n" + Roff.bold("TMPDIR") + "\n"))
  }

  @Test func `it names every key of every place`() {
    let lines = page.split(separator: "\n")
    for binding in Keymap.standard.bindings {
      let index = lines.firstIndex(of: Substring(Roff.escaped(binding.help)))
      #expect(index != nil, "\(binding.help)")
      for key in binding.keys {
        let bold = Roff.bold(key.name)
        let isNamed = lines.indices.dropFirst().contains { index in
          lines[index] == Roff.escaped(binding.help) && lines[index - 1].contains(bold)
        }
        #expect(isNamed, "\(key.name): \(binding.help)")
      }
    }
  }

  @Test func `it names every exit code of the README`() {
    for code in [0, 1, 2, 129, 130, 131, 143] { #expect(page.contains("\n\\fB\(code)\\fR\n"), "\(code)") }
    #expect(ExitCode.meanings.count == 7)
  }

  @Test func `it has the date that a build asks for, and today's without one`() {
    let dated = GenerateCommand.Document.man.text(environment: ["SOURCE_DATE_EPOCH": "1700000000"])
    #expect(dated.hasPrefix(".TH MEMTUI 1 \"2023-11-14\" \"memtui \(MemtuiCommand.version)\""))
    let today = CivilDate(at: .current(), offsetSeconds: 0).text
    for wrong in ["", "soon", "-1", "9223372036854775807"] {
      let text = GenerateCommand.Document.man.text(environment: ["SOURCE_DATE_EPOCH": wrong])
      #expect(text.hasPrefix(".TH MEMTUI 1 \"\(today)\""), "\(wrong)")
    }
  }

  /// Otherwise `troff` reads it as a request, and drops it.
  @Test func `text is not read as a request`() {
    #expect(Roff.escaped(".so /etc/passwd") == #"\&.so /etc/passwd"#)
    #expect(Roff.escaped("'br") == #"\&\(aqbr"#)
    #expect(Roff.escaped(#"a\b -x "1…50 ↑" ^`~"#) == #"a\eb \-x \(dq1...50 \[u2191]\(dq \(ha\(ga\(ti"#)
    #expect(page.utf8.allSatisfy { $0 == 0x0A || 0x20...0x7E ~= $0 })
  }
}
