/// A cluster while it is read: what the next scalar may join.
struct GrowingCluster {
  /// The last scalar that took a column of its own; in the bare case the first of all.
  private(set) var base: Unicode.Scalar
  private(set) var last: Unicode.Scalar
  /// Scalars without columns that stand on `base`.
  private(set) var attached: Int
  private(set) var columns: Int
  /// With the ◌ that carries marks without a letter.
  private(set) var scalars: Int
  private(set) var end: Int

  init(_ scalar: Unicode.Scalar, columns: Int, end: Int, isBare: Bool) {
    base = scalar
    last = scalar
    attached = isBare && columns == 0 ? 1 : 0
    scalars = isBare ? 2 : 1
    self.columns = columns
    self.end = end
  }

  /// 🏴 followed by the tags of a region.
  var isTagged: Bool { last.value == 0xE007F }

  mutating func append(_ scalar: Unicode.Scalar, columns added: Int, end next: Int) {
    if added == 0 {
      attached += 1
    } else {
      attached = 0
      base = scalar
    }
    last = scalar
    columns += added
    scalars += 1
    end = next
  }
}
