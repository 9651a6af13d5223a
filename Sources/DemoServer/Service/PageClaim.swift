/// What an answer says about its own size in `total`, `size`, `current` and `pages`.
public enum PageClaim: Sendable, Equatable {
  /// These numbers, true or not.
  case pages(Int, total: Int)
  /// The four members are `null`.
  case null
  /// The four members are left out.
  case absent

  static func truth(total: Int, size: Int) -> PageClaim {
    .pages((total + size - 1) / size, total: total)
  }

  func write(into json: inout JSONWriter, _ call: PageCall) {
    let members: [(String, Int?)]
    switch self {
    case .absent: return
    case .null: members = [("total", nil), ("size", nil), ("current", nil), ("pages", nil)]
    case .pages(let pages, let total):
      members = [("total", total), ("size", call.size), ("current", call.page), ("pages", pages)]
    }
    for (name, number) in members {
      json.key(name)
      if let number { json.integer(Int64(number)) } else { json.null() }
    }
  }
}
