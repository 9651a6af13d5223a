import MemoryModel

/// The rows of a pane by their places in its list. A *row* is counted as the service sent it, a *place* as it is shown;
/// without a sort they are the same. Cursors are places.
public struct OrderedRows: Sendable {
  let rows: CategoryRows
  public let order: RowOrder?

  public var count: Int { rows.count }

  public func row(at place: Int) -> Int { order?.row(at: place) ?? place }
  public func place(of row: Int) -> Int { order?.place(of: row) ?? row }

  /// `nil` beyond the end, and where the page was dropped.
  public func memory(at place: Int) -> Memory? { rows.memory(at: row(at: place)) }

  /// The page that brought a row.
  public func page(of place: Int) -> Int? { rows.page(of: row(at: place)) }
}
