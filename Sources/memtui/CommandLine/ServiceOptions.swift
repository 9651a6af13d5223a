import ArgumentParser
import MemoryModel

/// Whose memories, from where, and how they are asked for. Texts stay texts here: `Settings.resolve` reads them, so
/// that a flag, a variable and a profile are checked by the same rule and refused in the same words.
struct ServiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose memories, 1…100 characters.", valueName: "id"))
  var user: String?

  @Option(help: ArgumentHelp("An agent's own memories, instead of a user's.", valueName: "id"))
  var agent: String?

  @Flag(help: "Browse the embedded demo service: no key, no network.")
  var demo = false

  @OptionGroup var demoService: DemoFlags

  @Option(help: ArgumentHelp("Where the service is; get/memory is appended.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "cloud, or selfhosted for the open-source server, which needs no key.", valueName: "name"))
  var dialect: String?

  @Option(
    help: ArgumentHelp(
      "Memory cube on a self-hosted server (default: the user id). Without --user, all its users are read.",
      valueName: "id")
  )
  var cube: String?

  @Option(help: ArgumentHelp("A profile of config.yaml.", valueName: "name"))
  var profile: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Request timeout: 500ms, 30s, 2m (default: 30s).", valueName: "time"))
  var timeout: String?

  @Option(
    // `-03:30` is not a flag; nor is `-1` of the numbers.
    parsing: .unconditional,
    help: ArgumentHelp(
      "Zone of server times without one: Asia/Shanghai or +08:00 (default: UTC).", valueName: "zone"))
  var serverZone: String?

  @Option(name: .customLong("log"), help: ArgumentHelp("Append a log to this file.", valueName: "file"))
  var logFile: String?

  @Flag(name: .customLong("allow-insecure-http"), help: "Send the key over plain http to another machine.")
  var allowsInsecureHTTP = false
}

/// Of the commands that read all pages.
struct PageOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Memories per category and page, 1…50 (default: 50).", valueName: "n"))
  var pageSize: String?
}

/// Of the commands that show times.
struct TimeOptions: ParsableArguments {
  @Flag(name: .customLong("utc"), help: "Read and show times in UTC.")
  var usesUTC = false
}

/// The knobs of the demo service, embedded or on its own.
struct DemoFlags: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many memories the demo service has.", valueName: "n"))
  var memories: Int?

  @Option(
    name: .customLong("fault"),
    help: ArgumentHelp(
      "Fault for the demo service to simulate (repeatable), e.g. latency=5s.", valueName: "text"))
  var faults: [String] = []
}

/// Which memories, on the command line.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .customLong("filter"),
    help: ArgumentHelp("Only memories that match, as JSON: {\"and\":[…]}, or @file.json.", valueName: "json"))
  var json: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only memories that match, as text: 'scene=Payment tags:finance create_time>=7d'.", valueName: "text"))
  var text: String?
}

extension FilterOptions {
  static let largestFile = 1 << 20

  /// nil without a filter.
  func resolve(for target: FilterTarget) throws(SettingsError) -> MemoryFilter? {
    switch (json, text) {
    case (_?, _?): throw .twoFilters
    case (nil, nil): return nil
    case (let json?, nil):
      let path = json.hasPrefix("@") ? String(json.dropFirst()) : nil
      let text = try path.map { path throws(SettingsError) in try Self.contents(of: path) } ?? json
      do throws(MemoryFilter.JSONFault) {
        return try MemoryFilter(json: text, for: target)
      } catch {
        throw .filterJSON(error, path: path, line: path == nil ? nil : error.line(in: text))
      }
    case (nil, let text?):
      let filter: MemoryFilter
      do throws(FilterTextReader.Failure) {
        filter = try FilterTextReader.filter(text, in: target.dialect)
      } catch {
        throw .filterText(error)
      }
      if let fault = filter.rangeFault(today: target.today) { throw .filterRange(fault) }
      return filter
    }
  }

  private static func contents(of path: String) throws(SettingsError) -> String {
    do throws(FileBytes.Fault) {
      return try FileBytes(path: path, limit: largestFile).utf8Text()
    } catch {
      throw .filterFile(path: path, error)
    }
  }
}
