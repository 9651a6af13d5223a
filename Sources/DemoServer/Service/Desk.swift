import FoundationEssentials
import Synchronization

/// Takes the requests: counts them, asks the service, and spoils the answer as the faults demand.
final class Desk: Sendable {
  private let service: MemoryService
  private let faults: [DemoFault]
  private let state: Mutex<State>

  private struct State {
    var calls: [DemoCall] = []
    var number = 0
    var arrived = 0
    /// How often each fault has been used.
    var uses: [Int]
  }

  private static let longestLog = 10_000

  init(options: DemoOptions) {
    service = MemoryService(options: options)
    faults = options.faults
    state = Mutex(State(uses: [Int](repeating: 0, count: options.faults.count)))
  }

  var calls: [DemoCall] { state.withLock { $0.calls } }

  /// Logs a request and settles which faults it meets: that is so even if the client does not wait for the answer.
  func take(_ call: DemoCall) -> Ticket {
    let route = Route(call)
    let (number, arrived, active) = begin(call, page: route.page)
    return Ticket(call: call, route: route, number: number, arrived: arrived, faults: active)
  }

  /// Works out the answer; to be asked for when the latency is over.
  func delivery(for ticket: Ticket) -> Delivery {
    var answer = ticket.faults.lazy.compactMap { $0.replacement }.first ?? answer(to: ticket)
    answer.headers["traceid"] = Desk.traceID(ticket.number)
    answer.headers["req-cost-time"] = String(Int((ContinuousClock.now - ticket.start) / .milliseconds(1)))
    return Delivery(answer: answer, faults: ticket.faults)
  }

  private func begin(_ call: DemoCall, page: Int?) -> (number: Int, arrived: Int, active: [DemoFault]) {
    state.withLock { state in
      state.number += 1
      if state.calls.count == Desk.longestLog { state.calls.removeFirst(Desk.longestLog / 10) }
      state.calls.append(call)
      var active: [DemoFault] = []
      for (place, fault) in faults.enumerated() {
        if let wanted = fault.page, wanted != page { continue }
        if fault.kind == .shift, page == nil { continue }
        if let limit = fault.count, state.uses[place] >= limit { continue }
        state.uses[place] += 1
        if fault.kind == .shift, state.uses[place] > 1 { state.arrived += 1 }
        active.append(fault)
      }
      return (state.number, state.arrived, active)
    }
  }

  private func answer(to ticket: Ticket) -> Answer {
    do throws(Refusal) {
      let key = ticket.call.headers["authorization"]
      switch ticket.route {
      case .notFound:
        return Answer(status: 404, contentType: "text/plain", body: .bytes(Array("not found".utf8)))
      case .notAllowed:
        return Answer(status: 405, contentType: "text/plain", body: .bytes(Array("not allowed".utf8)))
      case .page(let page):
        try service.authorize(key)
        let page = try page.get()
        let claim = ticket.faults.lazy.compactMap { $0.claim(size: page.size) }.first
        return Answer(body: .bytes(service.page(page, arrived: ticket.arrived, claim: claim)))
      case .cube(.success(let call)):
        return Answer(body: .bytes(service.cube(call, arrived: ticket.arrived)))
      case .cube(.failure(let refusal)):
        return Answer(status: refusal.code, body: .bytes(refusal.cubeBody))
      case .node(let id):
        return Answer(body: .bytes(service.node(id, arrived: ticket.arrived)))
      case .detail(let id):
        try service.authorize(key)
        return Answer(body: .bytes(try service.detail(id, arrived: ticket.arrived)))
      }
    } catch {
      return Answer(body: .bytes(error.body))
    }
  }

  /// The same for the same call of every run: `7c0ffee0…`, 32 digits.
  private static func traceID(_ number: Int) -> String {
    let noise = Noise(Noise(seed: 0x7472_6163_6569), number)
    return [noise.bits(1), noise.bits(2)].map { bits in
      let digits = String(bits, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// What a request asks for.
enum Route {
  case page(Result<PageCall, Refusal>)
  /// The id, percent-decoded.
  case detail(String)
  /// The same two in the dialect of the open-source server.
  case cube(Result<CubeCall, Refusal>)
  case node(String)
  case notFound
  case notAllowed

  /// `/get/memory` and `/get/memory/{id}`, with any path in front; `/product/get_memory` and
  /// `/product/get_memory/{id}` likewise.
  init(_ call: DemoCall) {
    let parts = call.path.split(separator: "/", omittingEmptySubsequences: true)
    if parts.suffix(2) == ["get", "memory"] {
      self =
        call.method == "POST"
        ? .page(Result { () throws(Refusal) in try PageCall(body: call.body) }) : .notAllowed
    } else if parts.count > 2, parts.dropLast().suffix(2) == ["get", "memory"],
      let id = parts.last, let decoded = URLComponents(string: "/\(id)")?.path.dropFirst()
    {
      self = call.method == "GET" ? .detail(String(decoded)) : .notAllowed
    } else if parts.suffix(2) == ["product", "get_memory"] {
      self =
        call.method == "POST"
        ? .cube(Result { () throws(Refusal) in try CubeCall(body: call.body) }) : .notAllowed
    } else if parts.count > 2, parts.dropLast().suffix(2) == ["product", "get_memory"],
      let id = parts.last, let decoded = URLComponents(string: "/\(id)")?.path.dropFirst()
    {
      self = call.method == "GET" ? .node(String(decoded)) : .notAllowed
    } else {
      self = .notFound
    }
  }

  /// The page number of a call that kept to the contract.
  var page: Int? {
    switch self {
    case .page(.success(let call)): call.page
    case .cube(.success(let call)): call.page ?? 1
    default: nil
    }
  }
}

/// A request that was taken: what is known of it before its answer is worked out.
struct Ticket {
  var call: DemoCall
  var route: Route
  /// Counted from 1.
  var number: Int
  /// How many rows came since the start.
  var arrived: Int
  /// Those that apply to this call.
  var faults: [DemoFault]
  let start = ContinuousClock.now

  /// Milliseconds before the answer begins.
  var latency: Int {
    faults.reduce(0) { sum, fault in
      if case .latency(let milliseconds) = fault.kind { sum + milliseconds } else { sum }
    }
  }
}

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

/// An HTTP answer before it is sent.
struct Answer {
  var status = 200
  var headers: [String: String] = [:]
  var contentType = "application/json"
  var body: AnswerBody = .bytes([])
  /// Without a `Content-Length`.
  var isChunked = false
}
