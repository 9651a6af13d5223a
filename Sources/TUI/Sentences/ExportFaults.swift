import MemoryModel

extension ExportFault {
  /// `today.ndjson, line 3: "memory" is missing.` Names of members are as they are in the file.
  public func sentence(file: String) -> String { "\(file), line \(line): \(what)" }

  private var what: String {
    switch reason {
    case .json(let reason): "\(reason.what)."
    case .notUTF8: "the text is not UTF-8."
    case .noObject: "expected an export of memtui, NDJSON or JSON."
    case .unexpectedMember(let name):
      "unexpected \"\(name)\"; expected {\"category\":…,\"memory\":…}, as memtui export writes it."
    case .missingMember(let name): "\"\(name)\" is missing."
    case .noCategory: "\"category\" is not the name of a category."
    case .noRecord: "the memory is neither an object nor a text."
    case .noList(let name): "\"\(name)\" is not a list of memories."
    case .noKnownList: "there is no list of memories, such as \"factual\"."
    case .tooLong: "the record is longer than 64 MiB."
    case .repeatedID(let id, let category): "the id \"\(id)\" occurs a second time (\(category))."
    case .tooManyBytes: "the file is too large: 128 GiB and four billion memories at most."
    }
  }
}

extension JSONError.Reason {
  fileprivate var what: String {
    switch self {
    case .unexpectedByte(let byte): "not valid JSON: unexpected \(Self.name(byte))"
    case .unexpectedEnd: "the JSON is incomplete; NDJSON has each memory on one line"
    case .badNumber: "not valid JSON: a number is malformed"
    case .badEscape: "not valid JSON: a string has an unknown escape"
    case .controlCharacterInString(let byte):
      "not valid JSON: a string has \(byte == 0x0A ? "a line break" : "a control character") that is not escaped"
    case .bytesAfterValue: "there is more text behind the JSON"
    case .cancelled: "reading was cancelled"
    }
  }

  private static func name(_ byte: UInt8) -> String {
    0x21...0x7E ~= byte ? "\"\(Unicode.Scalar(byte))\"" : "byte 0x\(String(byte, radix: 16))"
  }
}
