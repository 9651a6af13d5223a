import MemoryModel

extension PageStore {
  /// Rows that are in memory, as they were after one change of them: the same stamp, the same rows.
  struct LoadedSegment: Sendable {
    struct Stamp: Sendable, Hashable {
      fileprivate let generation: Int
      let category: MemoryCategory
      fileprivate let edit: Int
    }

    let stamp: Stamp
    fileprivate let position: Int
  }

  public struct Version: Sendable, Hashable {
    fileprivate let generation: Int
    fileprivate let edits: Int
    fileprivate let drops: Int
  }

  /// Another one after each change of the rows in memory.
  public var version: Version { Version(generation: generation, edits: edits, drops: drops) }

  /// False once rows of that version were dropped or replaced as a whole.
  func isGrown(since version: Version) -> Bool {
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
