/// The ``FilterCells`` of the rows of a page, field by field: 12 bytes for each value.
public struct FilterColumns: Sendable {
  public let rowCount: Int
  /// Sorted. The cells of the first end where those of the second begin.
  private let fields: [FieldCode]
  private let ends: [Int32]
  private let rows: [UInt32]
  private let codes: [FilterCode]

  public init(_ memories: [Memory], reading reader: inout FilterCells) {
    var slots: [FieldCode] = []
    var slotOf: [FieldCode: Int] = [:]
    var counts: [Int32] = []
    var read: [(slot: Int, row: UInt32, code: FilterCode)] = []
    for (row, memory) in memories.enumerated() {
      reader.read(memory)
      // Most records have the fields of the one before, in the same order.
      var next = 0
      for cell in reader.cells {
        if next >= slots.count || slots[next] != cell.field {
          if let known = slotOf[cell.field] {
            next = known
          } else {
            next = slots.count
            slotOf[cell.field] = next
            slots.append(cell.field)
            counts.append(0)
          }
        }
        counts[next] += 1
        read.append((next, UInt32(truncatingIfNeeded: row), cell.code))
        next += 1
      }
    }
    let order = slots.indices.sorted { slots[$0] < slots[$1] }
    var place: Int32 = 0
    var places = [Int32](repeating: 0, count: slots.count)
    var ends: [Int32] = []
    for slot in order {
      places[slot] = place
      place += counts[slot]
      ends.append(place)
    }
    var rows = [UInt32](repeating: 0, count: read.count)
    var codes = [FilterCode](repeating: .other, count: read.count)
    for cell in read {
      let place = Int(places[cell.slot])
      rows[place] = cell.row
      codes[place] = cell.code
      places[cell.slot] += 1
    }
    rowCount = memories.count
    fields = order.map { slots[$0] }
    self.ends = ends
    self.rows = rows
    self.codes = codes
  }

  /// What it costs, in bytes: four arrays with their headers.
  public var bytes: Int { 12 * codes.count + 12 * fields.count + 200 }

  private func cells(of field: FieldCode) -> Range<Int> {
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle] < field { low = middle + 1 } else { high = middle }
    }
    guard low < fields.count, fields[low] == field else { return 0..<0 }
    return (low == 0 ? 0 : Int(ends[low - 1]))..<Int(ends[low])
  }

  /// Sets the bits of the rows that match; a bit of `words`, from `first` on, stands for a row.
  public func mark(
    _ condition: ExactCondition, on field: FieldCode, in words: inout [UInt64], from first: Int
  ) {
    for place in cells(of: field) where condition.matches(codes[place]) {
      let row = Int(rows[place])
      words[first + row >> 6] |= 1 << UInt64(row & 63)
    }
  }

  /// The values of a field, with their rows.
  @inline(__always)
  public func forEach(of field: FieldCode, _ body: (_ row: Int, _ code: FilterCode) -> Void) {
    for place in cells(of: field) { body(Int(rows[place]), codes[place]) }
  }

  public func has(_ field: FieldCode) -> Bool { !cells(of: field).isEmpty }
}
