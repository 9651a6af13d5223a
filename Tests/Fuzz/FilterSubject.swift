import MemoryModel

/// A filter is read or refused. What was read is written so that reading it again gives the same filter, and JSON is sent
/// as it was given. The first byte selects the dialect; the rest is read as text and as JSON.
enum FilterSubject {
  static func check(_ input: [UInt8]) throws(Finding) {
    let isCloud = (input.first ?? 0) & 1 == 0
    let target = FilterTarget(
      today: CivilDate(daysSince1970: 20_417), dialect: isCloud ? .cloud : .selfHosted(cube: nil),
      zoneOffset: { _ in 8 * 3600 }, serverZoneOffset: { _ in isCloud ? 0 : -5 * 3600 })
    let text = String(decoding: input.dropFirst(), as: UTF8.self)
    switch read(text, target) {
    case .success(let filter):
      _ = filter.rangeFault(today: target.today)
      try checkWritten(filter, target)
    case .failure(let failure):
      try require(0...text.unicodeScalars.count ~= failure.position, "\(failure.position) is in the text")
    }
    try checkJSON(text, target)
  }

  private static func checkWritten(_ filter: MemoryFilter, _ target: FilterTarget) throws(Finding) {
    guard let written = filter.text else { throw Finding("a filter of rows has a text") }
    let sent = filter.json(for: target)
    switch read(written, target) {
    case .success(let again):
      try require(isSame(again.text, written), "\(written) is written as \(again.text ?? "nothing")")
      try require(
        isSame(Self.sent(again, target), Self.sent(filter, target)),
        "\(written) sends other JSON when it is read again")
    case .failure(let failure): throw Finding("\(written) is written and refused: \(failure)")
    }
    guard let sent else { return }
    switch readJSON(sent.encoded(), target) {
    case .success(let read):
      try require(isSame(read.json(for: target), sent), "\(sent.encoded()) is sent again")
    case .failure(let fault):
      throw Finding("\(written) sends JSON that is refused: \(sent.encoded()): \(fault)")
    }
    let check = FilterCheck(sent: sent, in: target.dialect)
    try require(check?.conditions.isEmpty == false, "rows are checked against \(sent.encoded())")
  }

  /// In a line of text, a single condition has no junction: `{"or":[{"a":1}]}` and `{"and":[{"a":1}]}` are `a=1`.
  private static func sent(_ filter: MemoryFilter, _ target: FilterTarget) -> String? {
    guard case .list(let list) = filter, list.conditions.count == 1 else {
      return filter.json(for: target)?.encoded()
    }
    return list.conditions[0].json(for: target).map { $0.encoded() }.joined(separator: ",")
  }

  private static func checkJSON(_ text: String, _ target: FilterTarget) throws(Finding) {
    switch readJSON(text, target) {
    case .success(let filter):
      guard !filter.isEmpty, let given = try? JSONValue(parsing: text) else { return }
      try require(isSame(filter.json(for: target), given), "\(text) is sent as it is")
      if !filter.isRaw { try checkWritten(filter, target) }
      _ = FilterCheck(sent: given, in: target.dialect)
    case .failure(let fault): _ = fault.line(in: text)
    }
  }

  private static func read(
    _ text: String, _ target: FilterTarget
  ) -> Result<MemoryFilter, FilterTextReader.Failure> {
    Result { () throws(FilterTextReader.Failure) in try FilterTextReader.filter(text, in: target.dialect) }
  }

  private static func readJSON(
    _ text: String, _ target: FilterTarget
  ) -> Result<MemoryFilter, MemoryFilter.JSONFault> {
    Result { () throws(MemoryFilter.JSONFault) in try MemoryFilter(json: text, for: target) }
  }

  private static func isSame(_ one: JSONValue?, _ other: JSONValue?) -> Bool {
    isSame(one?.encoded(), other?.encoded())
  }

  /// `==` considers `é` of one and of two scalars equal.
  private static func isSame(_ one: String?, _ other: String?) -> Bool {
    one.map { Array($0.utf8) } == other.map { Array($0.utf8) }
  }
}
