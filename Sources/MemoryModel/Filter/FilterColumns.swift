/// The ``FilterCells`` of the rows of a page, field by field: 12 bytes for each value.
/// A class, because it is never changed and copies of a struct would retain each array.
public final class FilterColumns: Sendable {
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
    reader.startPage()
    read.reserveCapacity(memories.count * 16)
    for row in memories.indices {
      reader.read(memories[row].source)
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

  /// Counts the values of a field in the rows with a bit; a bit of `words`, from `first` on, stands for a row.
  public func count(
    _ counts: inout CodeCounts, of field: FieldCode, among words: [UInt64], from first: Int
  ) {
    for place in cells(of: field) {
      let row = Int(rows[place])
      if words[first + row >> 6] & 1 << UInt64(row & 63) != 0 { counts.count(codes[place]) }
    }
  }

  public func has(_ field: FieldCode) -> Bool { !cells(of: field).isEmpty }
}

/// Counts some codes among very many. Measured: four times as fast as a dictionary.
public struct CodeCounts: Sendable {
  private var slots: [(bits: UInt64, count: Int)]
  private let shift: UInt64

  /// No value has these bits.
  private static let free = UInt64.max

  public init(of codes: [FilterCode]) {
    var size: UInt64 = 4
    var shift: UInt64 = 62
    while size < 4 * UInt64(codes.count) {
      size *= 2
      shift -= 1
    }
    slots = Array(repeating: (bits: Self.free, count: 0), count: Int(size))
    self.shift = shift
    for code in codes {
      let slot = slot(of: code)
      slots[slot].bits = code.bits
    }
  }

  /// The slot with the code, or the free one where it is not.
  @inline(__always)
  private func slot(of code: FilterCode) -> Int {
    var slot = Int((code.bits &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[slot].bits != code.bits, slots[slot].bits != Self.free {
      slot += 1
      if slot == slots.count { slot = 0 }
    }
    return slot
  }

  @inline(__always)
  mutating func count(_ code: FilterCode) {
    let slot = slot(of: code)
    if slots[slot].bits == code.bits { slots[slot].count += 1 }
  }

  public subscript(code: FilterCode) -> Int { slots[slot(of: code)].count }
}
