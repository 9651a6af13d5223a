/// What the service says instead of memories: its own code and a sentence that names the fault.
struct Refusal: Error, Equatable {
  var code: Int
  var message: String

  static func badParameter(_ message: String) -> Refusal { Refusal(code: 40000, message: message) }
  static func missing(_ message: String) -> Refusal { Refusal(code: 40002, message: message) }
  static func wrongType(_ message: String) -> Refusal { Refusal(code: 40006, message: message) }

  /// As the open-source server has it, under the HTTP status of the same number.
  var cubeBody: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("code", integer: code)
      json.member("message", message)
      json.key("detail")
      json.array { _ in }
      json.key("data")
      json.null()
    }
    return json.bytes
  }

  var body: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("code", integer: code)
      json.member("message", message)
      json.key("data")
      json.null()
    }
    return json.bytes
  }
}
