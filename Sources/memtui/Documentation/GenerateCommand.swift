import ArgumentParser
import MemoryModel

/// `memtui generate man`, for packages and for whoever installs without one.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Print the man page, or a completion script for a shell.",
    usage: "memtui generate <document>",
    discussion: """
      The packages install all of them. Otherwise, one of these lines enables completion:

        source <(memtui generate bash)    in .bashrc
        source <(memtui generate zsh)     in .zshrc, after compinit
        memtui generate fish | source     in config.fish
      """)

  enum Document: String, ExpressibleByArgument, CaseIterable {
    case man
    case bash
    case zsh
    case fish
  }

  @Argument(help: "What to print.") var document: Document

  @Argument(help: .hidden) var unexpected: [String] = []
}

extension GenerateCommand.Document {
  /// The years 1970 to 9999.
  private static let dates: Range<Int64> = 0..<253_402_300_800

  /// With `SOURCE_DATE_EPOCH`, as reproducible builds set it, the man page has that date instead of today's.
  func text(environment: [String: String]) -> String {
    switch self {
    case .man:
      let seconds = environment["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }.flatMap {
        Self.dates.contains($0) ? $0 : nil
      }
      let time = seconds.map { Timestamp(milliseconds: $0 * 1000) } ?? .current()
      return ManualPage(date: CivilDate(at: time, offsetSeconds: 0)).text
    case .bash: return CompletionScript.bash
    case .zsh: return CompletionScript.zsh
    case .fish: return CompletionScript.fish
    }
  }
}
