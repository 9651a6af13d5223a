import ArgumentParser
import MemoryModel

/// memtui.1, from the tables of commands, settings, keys and exit codes.
struct ManualPage {
  let date: CivilDate
  private let command = CommandDescription.memtui
  private var browse: CommandDescription? {
    command.subcommands.first { $0.name == BrowseCommand.configuration.commandName }
  }

  init(date: CivilDate) { self.date = date }

  var text: String {
    var page = Roff()
    page.line(".TH MEMTUI 1 \"\(date.text)\" \"memtui \(MemtuiCommand.version)\" \"User Commands\"")
    // Without hyphens: they would look like those of option names.
    page.line(".nh")
    page.line(".ad l")
    page.section("NAME")
    page.line(#"memtui \- browse the memories that MemOS keeps about a user"#)
    addSynopsis(to: &page)
    addDescription(to: &page)
    addOptions(to: &page)
    addCommands(to: &page)
    addKeys(to: &page)
    addFilters(to: &page)
    addConfiguration(to: &page)
    addEnvironment(to: &page)
    addFiles(to: &page)
    addExitCodes(to: &page)
    addExamples(to: &page)
    page.section("SEE ALSO")
    page.line(#"\fBless\fR(1), \fBpass\fR(1), \fBterminfo\fR(5), https://github.com/MemTensor/MemOS"#)
    return page.text
  }

  private func addSynopsis(to page: inout Roff) {
    page.section("SYNOPSIS")
    var lines = usage(of: command)
    lines.removeAll { $0.contains("<subcommand>") }
    lines += command.subcommands.filter { $0.name != browse?.name }.flatMap(usage)
    for (index, line) in lines.enumerated() {
      if index > 0 { page.line(".br") }
      page.line(Roff.bold(Self.program) + Roff.escaped(String(line.dropFirst(Self.program.count))))
    }
  }

  private static let program = "memtui"

  /// `memtui config <action> [--profile <name>]`, as in the help; a line for each way. The parser's own command, `help`,
  /// has none.
  private func usage(of command: CommandDescription) -> [String] {
    let configurations =
      [MemtuiCommand.configuration] + MemtuiCommand.configuration.subcommands.map { $0.configuration }
    let usage = configurations.first { $0.commandName == command.name }?.usage
    return (usage ?? "\(Self.program) \(command.name) [<subcommand>]").split(separator: "\n").map(String.init)
  }

  private func addDescription(to page: inout Roff) {
    page.section("DESCRIPTION")
    page.line(Roff.escaped(command.abstract))
    page.line(
      Roff.escaped(
        "Facts, preferences and tool memories are three panes; pages load while you scroll, a form builds filters, and "
          + "the full record of any memory is one key away. memtui only reads: no key changes or deletes a memory."
      ))
    if let discussion = command.discussion { page.paragraph(Roff.escaped(discussion)) }
  }

  private func addOptions(to page: inout Roff) {
    page.section("OPTIONS")
    let options = browse?.options ?? []
    var sections: [String?] = []
    for option in options where !sections.contains(option.section) { sections.append(option.section) }
    for section in sections {
      page.subsection(section ?? "Other options")
      for option in options where option.section == section { add(option, to: &page) }
      // `Invocation` reads it itself.
      if section == nil { page.item(Roff.bold("-V"), Roff.escaped("The same as --version.")) }
    }
  }

  private func add(_ option: CommandDescription.Option, to page: inout Roff) {
    let value = option.valueName.map { Roff.italic($0) }
    let names = option.names.map { Roff.bold($0) }.joined(separator: ", ")
    page.item([names, value ?? ""].filter { !$0.isEmpty }.joined(separator: " "), Roff.escaped(option.help))
  }

  private func addCommands(to page: inout Roff) {
    page.section("COMMANDS")
    let common = Set(browse?.options.map(\.name) ?? [])
    let everywhere = Set(browse?.options.filter { $0.section == nil }.map(\.name) ?? [])
    for command in command.subcommands {
      page.subsection("\(Self.program) \(command.name)")
      page.line(Roff.escaped(command.abstract))
      page.prose(command.discussion ?? "")
      guard command.name != browse?.name else { continue }
      for option in command.options where option.isPositional || !common.contains(option.name) {
        // The argument of `help`, which the parser leaves without a text.
        if !option.help.isEmpty { add(option, to: &page) }
      }
      let shared = command.options.map(\.name).filter { common.contains($0) && !everywhere.contains($0) }
      guard !shared.isEmpty else { continue }
      page.paragraph("Also takes " + shared.map { Roff.bold($0) }.joined(separator: ", ") + ".")
    }
  }

  private func addConfiguration(to page: inout Roff) {
    page.section("CONFIGURATION")
    page.line(
      Roff.escaped(
        "A flag comes first, then the environment, then the profile in config.yaml, then the default. "
          + "memtui config init writes this file, with everything commented out; memtui config show prints every setting "
          + "with its source, and every command with its keys."))
    page.example(ConfigurationExample.text)
  }

  private func addExitCodes(to page: inout Roff) {
    page.section("EXIT STATUS")
    for (code, meaning) in ExitCode.meanings { page.item(Roff.bold("\(code)"), Roff.escaped(meaning)) }
  }
}
