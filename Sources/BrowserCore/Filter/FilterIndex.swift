import MemoryModel

/// A bit for each indexed row, 64 rows to a word.
typealias RowBits = [UInt64]

extension RowBits {
  var rowCount: Int { reduce(0) { $0 + $1.nonzeroBitCount } }

  mutating func keep(_ other: RowBits) { for word in indices { self[word] &= other[word] } }
  mutating func add(_ other: RowBits) { for word in indices { self[word] |= other[word] } }
  mutating func remove(_ other: RowBits) { for word in indices { self[word] &= ~other[word] } }
}

/// The rows that match one condition, as far as they were looked at.
struct RowMarks: Sendable {
  fileprivate(set) var bits = RowBits()
  fileprivate var nextChunk = 0

  fileprivate mutating func grow(to words: Int) {
    if bits.count < words { bits += RowBits(repeating: 0, count: words - bits.count) }
  }
}

/// The filterable fields of the loaded rows as columns, so that a condition is counted without reading records again. It
/// follows the pages of the ``PageStore``, a chunk for each.
struct FilterIndex: Sendable {
  private struct Chunk: Sendable {
    let stamp: PageStore.LoadedSegment.Stamp
    let columns: FilterColumns
    let firstWord: Int

    var words: Range<Int> { firstWord..<firstWord + FilterIndex.words(columns.rowCount) }
  }

  private var chunks: [Chunk] = []
  private var words = 0
  /// A bit for every row.
  private(set) var all = RowBits()
  private(set) var rowCount = 0
  /// Rows in memory, those that are not read yet included.
  private(set) var loadedRows = 0
  /// Chunks were taken out: bits counted before stand for other rows now.
  private(set) var generation = 0
  private(set) var bytes = 0
  private var chunkOf: [PageStore.LoadedSegment.Stamp: Int] = [:]
  private var reader: FilterCells
  /// Of the store when it was followed last.
  private var version: PageStore.Version?
  private var segments: [PageStore.LoadedSegment] = []
  private var next = 0

  init(dialect: Dialect, zone: ServerZone) { reader = FilterCells(dialect: dialect, zone: zone) }

  private static func words(_ rows: Int) -> Int { (rows + 63) / 64 }

  var isComplete: Bool { next >= segments.count }

  /// Whether it has rows that were dropped or replaced: their memory is to be given back.
  func isOutdated(_ store: PageStore) -> Bool { version.map { !store.isGrown(since: $0) } ?? false }

  /// Takes out what is no longer loaded. Rows that are new are read by ``build(_:budget:)``.
  mutating func follow(_ store: PageStore) {
    guard store.version != version else { return }
    version = store.version
    segments = store.loadedSegments
    loadedRows = segments.reduce(0) { $0 + store.rows(of: $1).count }
    next = 0
    let loaded = Set(segments.map(\.stamp))
    guard !chunks.allSatisfy({ loaded.contains($0.stamp) }) else { return }
    generation += 1
    let kept = chunks.filter { loaded.contains($0.stamp) }
    chunks = []
    chunkOf = [:]
    (words, rowCount, bytes) = (0, 0, 0)
    all = []
    for chunk in kept { append(chunk.columns, chunk.stamp) }
  }

  private mutating func append(_ columns: FilterColumns, _ stamp: PageStore.LoadedSegment.Stamp) {
    chunkOf[stamp] = chunks.count
    chunks.append(Chunk(stamp: stamp, columns: columns, firstWord: words))
    let added = Self.words(columns.rowCount)
    words += added
    all += repeatElement(~0, count: added)
    if columns.rowCount % 64 > 0 { all[words - 1] = 1 << UInt64(columns.rowCount % 64) - 1 }
    rowCount += columns.rowCount
    bytes += columns.bytes + MemoryLayout<Chunk>.size + 40
  }

  /// Reads rows until the budget, in bytes of records, is used up.
  mutating func build(_ store: PageStore, budget: inout Int) {
    while next < segments.count, budget > 0 {
      let segment = segments[next]
      next += 1
      guard chunkOf[segment.stamp] == nil else { continue }
      let rows = store.rows(of: segment)
      append(FilterColumns(rows, reading: &reader), segment.stamp)
      budget -= rows.reduce(0) { $0 + $1.source.range.count + Self.costOfRow }
    }
  }

  /// What a row costs besides its bytes.
  private static let costOfRow = 400

  /// Marks the rows that match in the chunks that came since the last call.
  func mark(_ marks: inout RowMarks, _ condition: ExactCondition, on field: FieldCode) {
    marks.grow(to: words)
    for chunk in chunks[marks.nextChunk...] {
      chunk.columns.mark(condition, on: field, in: &marks.bits, from: chunk.firstWord)
    }
    marks.nextChunk = chunks.count
  }

  /// The same for what no column holds, by reading rows until the budget is used up.
  func read(
    _ marks: inout RowMarks, _ store: PageStore, budget: inout Int, _ matches: (Memory) -> Bool
  ) {
    marks.grow(to: words)
    guard marks.nextChunk < chunks.count, budget > 0 else { return }
    let places = Dictionary(segments.map { ($0.stamp, $0) }) { first, _ in first }
    while marks.nextChunk < chunks.count, budget > 0 {
      let chunk = chunks[marks.nextChunk]
      marks.nextChunk += 1
      guard let segment = places[chunk.stamp] else { continue }
      for (row, memory) in store.rows(of: segment).enumerated() {
        budget -= memory.source.range.count + Self.costOfRow
        if matches(memory) { marks.bits[chunk.firstWord + row >> 6] |= 1 << UInt64(row & 63) }
      }
    }
  }

  func isComplete(_ marks: RowMarks) -> Bool { isComplete && marks.nextChunk == chunks.count }

  func has(_ field: FieldCode) -> Bool { chunks.contains { $0.columns.has(field) } }

  /// How many of the rows have each of these values.
  func counts(of codes: [FilterCode], on field: FieldCode, among bits: RowBits) -> [Int] {
    var counts = CodeCounts(of: codes)
    for chunk in chunks { chunk.columns.count(&counts, of: field, among: bits, from: chunk.firstWord) }
    return codes.map { counts[$0] }
  }

  func byPane(_ bits: RowBits) -> [MemoryCategory: Int] {
    var counts: [MemoryCategory: Int] = [:]
    guard var category = chunks.first?.stamp.category else { return [:] }
    var count = 0
    for chunk in chunks {
      if chunk.stamp.category != category {
        counts[category, default: 0] += count
        (category, count) = (chunk.stamp.category, 0)
      }
      for word in chunk.words { count += bits[word].nonzeroBitCount }
    }
    counts[category, default: 0] += count
    return counts
  }

  func count(_ condition: ExactCondition, on field: FieldCode, among bits: RowBits) -> Int {
    var marks = RowMarks()
    mark(&marks, condition, on: field)
    return zip(marks.bits, bits).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
  }

  /// The first rows with a bit, in the order of the panes.
  func rows(_ bits: RowBits, most: Int, in store: PageStore) -> [Memory] {
    var found: [Memory] = []
    let most = min(most, bits.rowCount)
    for segment in segments where found.count < most {
      guard let chunk = chunkOf[segment.stamp].map({ chunks[$0] }),
        chunk.words.contains(where: { bits[$0] != 0 })
      else { continue }
      let rows = store.rows(of: segment)
      for (row, memory) in rows.enumerated() where found.count < most {
        if bits[chunk.firstWord + row >> 6] & 1 << UInt64(row & 63) != 0 { found.append(memory) }
      }
    }
    return found
  }
}

extension PageStore {
  /// Rows that are in memory, as they were after one change of them: the same stamp, the same rows.
  struct LoadedSegment: Sendable {
    struct Stamp: Sendable, Hashable {
      let generation: Int
      let category: MemoryCategory
      let edit: Int
    }

    let stamp: Stamp
    let position: Int
  }

  public struct Version: Sendable, Hashable {
    fileprivate let generation: Int
    fileprivate let edits: Int
    fileprivate let drops: Int
  }

  /// Another one after each change of the rows in memory.
  public var version: Version { Version(generation: generation, edits: edits, drops: drops) }

  /// False once rows of that version were dropped or replaced as a whole.
  fileprivate func isGrown(since version: Version) -> Bool {
    version.generation == generation && version.drops == drops
  }

  /// In the order of the panes.
  var loadedSegments: [LoadedSegment] {
    MemoryCategory.allCases.flatMap { category in
      self[category].segments.enumerated().compactMap { position, segment in
        guard segment.rows != nil else { return nil }
        let stamp = LoadedSegment.Stamp(generation: generation, category: category, edit: segment.edit)
        return LoadedSegment(stamp: stamp, position: position)
      }
    }
  }

  /// Of a segment that is loaded now, without rows that are gone.
  func rows(of segment: LoadedSegment) -> [Memory] {
    let all = self[segment.stamp.category]
    return all.segments.indices.contains(segment.position)
      ? all.presentRows(of: all.segments[segment.position]) : []
  }
}
