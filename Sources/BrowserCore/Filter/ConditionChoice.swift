import MemoryModel

/// The conditions that `+` can add.
public struct ConditionChoice: ScreenHandler {
  public let conditions: [FilterCondition]
  public private(set) var selected = 0
  public var place: Place { .conditions }

  init(_ conditions: [FilterCondition]) { self.conditions = conditions }

  mutating func perform(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    if command.closes { return [.close] }
    if command == .accept { return [.close, .openForm(adding: conditions[selected])] }
    selected = command.moved(selected, rows: context.sizes.textLines, count: conditions.count)
    return []
  }
}

extension MemoryField {
  /// The conditions that find memories with this field. A list of tags has one for each of them.
  func conditions(for options: BrowserOptions) -> [FilterCondition] {
    switch known?.kind {
    case .tags:
      guard case .array(let tags) = value else { return [] }
      var conditions: [FilterCondition] = []
      for case .string(let text) in tags.prefix(Facet.mostTags) where !text.isEmpty {
        if let condition = try? FilterCondition(FilterField(.tags), .contains, .string(text)) {
          conditions.append(condition)
        }
      }
      return conditions
    case .time where FilterField(name).kind == .time:
      guard let time = Timestamp(value, zone: options.serverZone) else { return [] }
      let day = CivilDate(at: time, offsetSeconds: options.zoneOffset(time))
      return [try? FilterCondition(FilterField(name), .greaterOrEqual, .date(.day(day)))].compactMap(
        \.self)
    default:
      guard let name = filterField(in: options.dialect), let value = FilterValue(value) else {
        return []
      }
      // What is compared as a string would not match a number.
      if name.kind == .text, !value.isString { return [] }
      return [try? FilterCondition(name, .equal, value, in: options.dialect)].compactMap(\.self)
    }
  }

  /// What a filter asks for it by: `scene` for `info.scene`, nil for what no filter compares for equality.
  func filterField(in dialect: Dialect) -> FilterField? {
    let field = FilterField(name)
    if field.isInInfo { return FilterField.ofInfo(key: field.infoKey) }
    return known?.isSuggested(in: dialect) == true ? field : nil
  }
}
