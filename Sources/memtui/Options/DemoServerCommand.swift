import ArgumentParser

/// `memtui demo-server --port 8787`.
struct DemoServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-server",
    abstract: "Run the demo service on its own, for scripts and other clients.",
    discussion: "Prints the URL it listens on as one line.")

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The port on the loopback interface; 0 picks a free one.", valueName: "n"))
  var port: Int = 0

  @Option(
    name: .customLong("key-from-env"),
    help: ArgumentHelp("The environment variable with the key that clients must send.", valueName: "name"))
  var keyVariable: String?

  @OptionGroup var demoService: DemoFlags
}
