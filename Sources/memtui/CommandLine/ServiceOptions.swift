import ArgumentParser
import BrowserCore
import MemoryModel

/// ``Setting`` reads these texts, so that flags, variables and profiles have one rule and one error.
struct ServiceOptions: ParsableArguments {
  @Option(.user) var user: String?
  @Option(.agent) var agent: String?

  @OptionGroup var connection: ConnectionOptions

  var flags: GivenFlags { GivenFlags([.user: user, .agent: agent]) + connection.flags }
}

/// The service, whoever's memories are read.
struct ConnectionOptions: ParsableArguments {
  @Flag(.demo) var demo: Bool
  @OptionGroup var demoService: DemoFlags
  @Option(.baseURL) var baseURL: String?
  @Option(.dialect) var dialect: String?
  @Option(.cube) var cube: String?
  @Option(.profile) var profile: String?
  @Option(.timeout) var timeout: String?
  @Option(.serverZone) var serverZone: String?
  @Option(.logFile) var logFile: String?
  @Flag(.allowsInsecureHTTP) var allowsInsecureHTTP: Bool

  var flags: GivenFlags {
    let flags = GivenFlags(
      [
        .baseURL: baseURL, .dialect: dialect, .cube: cube, .profile: profile, .timeout: timeout,
        .serverZone: serverZone, .logFile: logFile,
      ], switches: [.demo: demo, .allowsInsecureHTTP: allowsInsecureHTTP])
    return flags + demoService.flags
  }
}

struct PageOptions: ParsableArguments {
  @Option(.pageSize) var pageSize: String?

  var flags: GivenFlags { GivenFlags([.pageSize: pageSize]) }
}

struct TimeOptions: ParsableArguments {
  @Flag(.usesUTC) var usesUTC: Bool

  var flags: GivenFlags { GivenFlags(switches: [.usesUTC: usesUTC]) }
}

struct DemoFlags: ParsableArguments {
  @Option(.demoMemories) var memories: String?
  @Option(.demoFaults) var faults: [String] = []

  var flags: GivenFlags { GivenFlags([.demoMemories: memories], lists: [.demoFaults: faults]) }
}

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

  @Option(
    name: .customLong("saved"),
    help: ArgumentHelp(
      "Only memories that match a filter saved in the filter form, by its name.", valueName: "name"),
    completion: .custom { words, _, _ in CompletedValues(ThisProcess.environment).savedFilters(words).forShell
    })
  var saved: String?

  /// The flag that was given, if any.
  var givenFlag: String? {
    json != nil ? "--filter" : text != nil ? "--where" : saved != nil ? "--saved" : nil
  }

  enum Fault: Sendable, Hashable {
    case two
    case notSaved(name: String, nearest: String?, others: [String])
    /// Another version of memtui wrote it.
    case savedUnreadable(name: String)
    /// The state file with the saved filters is damaged.
    case stateBroken(path: String)
    /// From a file: with its path, and the line if the error is in one.
    case json(MemoryFilter.JSONFault, path: String?, line: Int?)
    case text(FilterTextReader.Failure)
    case range(FilterFault)
    case file(FileError)
  }

  private static let largestFile = 1 << 20

  /// - Parameter state: of the profile, with its saved filters.
  func resolve(for target: FilterTarget, state: StateFile? = nil) throws(SettingsError) -> MemoryFilter? {
    guard [json, text, saved].compactMap(\.self).count <= 1 else { throw .filter(.two) }
    if let saved { return try filter(savedAs: saved, in: state, for: target) }
    switch (json, text) {
    case (nil, nil): return nil
    case (let json?, nil):
      let path = json.hasPrefix("@") ? String(json.dropFirst()) : nil
      let text = try path.map { path throws(SettingsError) in try Self.contents(of: path) } ?? json
      do throws(MemoryFilter.JSONFault) {
        return try MemoryFilter(json: text, for: target)
      } catch {
        throw .filter(.json(error, path: path, line: path == nil ? nil : error.line(in: text)))
      }
    case (_, let text?):
      let filter: MemoryFilter
      do throws(FilterTextReader.Failure) {
        filter = try FilterTextReader.filter(text, in: target.dialect)
      } catch {
        throw .filter(.text(error))
      }
      if let fault = filter.rangeFault(today: target.today) { throw .filter(.range(fault)) }
      return filter
    }
  }

  private func filter(
    savedAs name: String, in state: StateFile?, for target: FilterTarget
  ) throws(SettingsError) -> MemoryFilter {
    let content: StateFile.Content?
    do throws(FileError) {
      content = try state?.read()
    } catch {
      throw .filter(.file(error))
    }
    var remembered = Remembered()
    switch content {
    case .good(let found): remembered = found
    case .broken: throw .filter(.stateBroken(path: state?.path ?? ""))
    case .missing, nil: break
    }
    let names = remembered.filters.map(\.name)
    guard let found = remembered.filters.first(where: { ByteString.isSame($0.name, name) }) else {
      throw .filter(.notSaved(name: name, nearest: names.nearest(to: name), others: names))
    }
    guard let filter = found.filter.filter(for: target) else { throw .filter(.savedUnreadable(name: name)) }
    if let fault = filter.rangeFault(today: target.today) { throw .filter(.range(fault)) }
    return filter
  }

  private static func contents(of path: String) throws(SettingsError) -> String {
    do throws(FileError) {
      return try FileBytes(path: path, limit: largestFile).utf8Text()
    } catch {
      throw .filter(.file(error))
    }
  }
}
