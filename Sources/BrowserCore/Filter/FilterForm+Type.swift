import MemoryModel

/// The form that builds a filter.
public struct FilterForm: Sendable, Hashable {
  /// Which fields the service takes.
  let dialect: Dialect
  public internal(set) var junction = ConditionList.Junction.all
  /// At least one.
  public internal(set) var rows: [FormRow] = [FormRow()]
  /// In place of the rows, for a filter that they cannot show.
  public internal(set) var raw: JSONValue?
  public internal(set) var row = 0
  public internal(set) var cell = FormRow.Cell.field
  /// For the cell with the cursor. Nothing selected: Tab and Enter mean the text as typed.
  public internal(set) var completion = CompletionList()
  /// Enter was pressed on a row that is not complete: what is missing is said, too.
  public internal(set) var saysWhatIsMissing = false
  public internal(set) var panel: Panel?
  var rejected: RejectedEdit?

  /// What stands in front of the form.
  public enum Panel: Sendable, Hashable {
    /// Ctrl-S: under which name the filter is kept.
    case naming(EditedLine)
    /// Ctrl-L: the filters that were kept, and the last ones.
    case choosing(Int)

    public var name: EditedLine? {
      if case .naming(let line) = self { line } else { nil }
    }
  }

  /// What came back from the editor and was no filter: the next time the editor goes on with it.
  struct RejectedEdit: Sendable, Hashable {
    var text: String
    /// What the editor would get of the form; another one, and the form was changed since.
    var original: String
  }

  init(_ filter: MemoryFilter? = nil, in dialect: Dialect) {
    self.dialect = dialect
    switch filter {
    case .list(let list):
      junction = list.junction
      if !list.conditions.isEmpty { rows = list.conditions.map { FormRow($0) } }
    case .raw(let value): raw = value
    case nil: break
    }
  }
}

extension FilterForm {
  public struct Problem: Error, Sendable, Hashable {
    public var row: Int
    public var fault: FilterFault
  }

  public var focused: FormRow { rows[row] }

  /// What Enter would apply, or the first row that is wrong.
  public func filter() throws(Problem) -> MemoryFilter {
    if let raw { return .raw(raw) }
    var conditions: [FilterCondition] = []
    for (index, row) in rows.enumerated() where row.isOn && !row.isBlank {
      do throws(FilterFault) {
        let condition = try row.condition(in: dialect)
        if junction == .any, condition.operation == .between { throw .betweenNeedsAll }
        conditions.append(condition)
      } catch {
        throw Problem(row: index, fault: error)
      }
    }
    do throws(FilterFault) {
      return .list(try ConditionList(junction, conditions))
    } catch {
      throw Problem(row: 0, fault: error)
    }
  }

  /// What is wrong with a row and worth saying while it is typed: what is only not there yet is not.
  public func fault(of index: Int) -> FilterFault? {
    let row = rows[index]
    guard row.isOn, !row.isBlank else { return nil }
    do throws(FilterFault) {
      let condition = try row.condition(in: dialect)
      return junction == .any && condition.operation == .between ? .betweenNeedsAll : nil
    } catch {
      switch error {
      case .missingField, .missingValue: return saysWhatIsMissing ? error : nil
      case .openQuote where index == self.row && !saysWhatIsMissing: return nil
      default: return error
      }
    }
  }

  /// Whether another form would send or keep anything else. Where the cursor stands does not count.
  func differs(from other: FilterForm) -> Bool {
    guard junction == other.junction, raw == other.raw else { return true }
    let own = rows.filter { !$0.isBlank }.map(\.content)
    return own != other.rows.filter { !$0.isBlank }.map(\.content)
  }
}

extension FormRow {
  fileprivate struct Content: Equatable {
    var field: FilterField
    var operation: FilterOperation
    var value: ByteString
    var isOn: Bool
  }

  fileprivate var content: Content {
    Content(field: filterField, operation: operation, value: ByteString(value.text), isOn: isOn)
  }
}
