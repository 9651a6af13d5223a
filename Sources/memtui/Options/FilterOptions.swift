import ArgumentParser
import MemoryModel

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
