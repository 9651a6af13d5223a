import FoundationEssentials
import NIOCore
import Synchronization

final class Dispatcher: Sendable {
  private let service: MemoryService
  private let faults: [DemoFault]
  private let state: Mutex<State>

  private struct State {
    var calls: [DemoCall] = []
    var number = 0
    var changes = Changes()
    /// By tenant: the last call for page 1.
    var firstPages: [Int: [UInt8]] = [:]
    var uses: [Int]
  }

  private static let longestLog = 10_000

  init(options: DemoOptions) {
    service = MemoryService(options: options)
    faults = options.faults
    state = Mutex(State(uses: [Int](repeating: 0, count: options.faults.count)))
  }

  var calls: [DemoCall] { state.withLock { $0.calls } }

  /// The answer to an accepted call; to be called when the latency is over.
  func delivery(for accepted: AcceptedCall) -> Delivery {
    var answer = accepted.faults.lazy.compactMap { $0.replacement }.first ?? answer(to: accepted)
    answer.headers["traceid"] = Self.traceID(accepted.number)
    answer.headers["req-cost-time"] = String(Int((ContinuousClock.now - accepted.start) / .milliseconds(1)))
    return Delivery(answer: answer, faults: accepted.faults)
  }

  /// Logs a request and decides which faults apply to it, even if the client does not wait for the answer.
  func accept(_ call: DemoCall) -> AcceptedCall {
    let route = Route(call)
    let page = route.page
    return state.withLock { state in
      state.number += 1
      if state.calls.count == Self.longestLog { state.calls.removeFirst(Self.longestLog / 10) }
      state.calls.append(call)
      var active: [DemoFault] = []
      for (place, fault) in faults.enumerated() {
        if let wanted = fault.page, wanted != page { continue }
        if fault.kind == .shift, page == nil { continue }
        if fault.kind == .story, page != 1 { continue }
        if let limit = fault.count, state.uses[place] >= limit { continue }
        state.uses[place] += 1
        if fault.kind == .shift, state.uses[place] > 1 { state.changes.arrived += 1 }
        active.append(fault)
      }
      if active.contains(where: { $0.kind == .story }), !active.contains(where: \.spoilsTheAnswer) {
        continueStory(&state, call, route)
      }
      return AcceptedCall(
        call: call, route: route, number: state.number, changes: state.changes, faults: active)
    }
  }

  /// One step further when the same question about page 1 is asked again; a retry of what failed is not that.
  private func continueStory(_ state: inout State, _ call: DemoCall, _ route: Route) {
    let tenant: Tenant?
    switch route {
    case .page(.success(let page)):
      guard (try? service.authorize(call.headers["authorization"])) != nil else { return }
      tenant = service.tenant(of: page)
    case .cube(.success(let cube)): tenant = service.tenant(of: cube)
    default: tenant = nil
    }
    guard let number = tenant?.number else { return }
    if state.firstPages[number] == call.body {
      state.changes.steps[number] = min((state.changes.steps[number] ?? 0) + 1, Story.length)
    }
    state.firstPages[number] = call.body
  }

  private func answer(to accepted: AcceptedCall) -> Answer {
    let changes = accepted.changes
    do throws(Refusal) {
      let key = accepted.call.headers["authorization"]
      switch accepted.route {
      case .notFound: return Answer(status: 404, text: "not found")
      case .notAllowed: return Answer(status: 405, text: "not allowed")
      case .page(let page):
        try service.authorize(key)
        let page = try page.get()
        let claim = accepted.faults.lazy.compactMap { $0.claim(size: page.size) }.first
        return Answer(body: .bytes(service.page(page, changes, claim: claim)))
      case .cube(.success(let call)): return Answer(body: .bytes(service.cube(call, changes)))
      case .cube(.failure(let refusal)): return Answer(status: refusal.code, body: .bytes(refusal.cubeBody))
      case .node(let id): return Answer(body: .bytes(service.node(id, changes)))
      case .detail(let id):
        try service.authorize(key)
        return Answer(body: .bytes(try service.detail(id, changes)))
      }
    } catch {
      return Answer(body: .bytes(error.body))
    }
  }

  /// The same for the same call of every run: `7c0ffee0…`, 32 digits.
  private static func traceID(_ number: Int) -> String {
    let noise = Noise(Noise(seed: 0x7472_6163_6569), number)
    return padded(noise.bits(1), 16, radix: 16) + padded(noise.bits(2), 16, radix: 16)
  }
}

enum Route {
  case page(Result<PageCall, Refusal>)
  case detail(String)
  case cube(Result<CubeCall, Refusal>)
  case node(String)
  case notFound, notAllowed

  /// `/get/memory`, `/product/get_memory`, and both with `/{id}`; any path may precede them.
  init(_ call: DemoCall) {
    let parts = call.path.split(separator: "/")
    let id = parts.last.flatMap { URLComponents(string: "/\($0)")?.path.dropFirst() }.map { String($0) }
    switch (parts.suffix(2), parts.dropLast().suffix(2), id, call.method) {
    case (["get", "memory"], _, _, "POST"):
      self = .page(Result { () throws(Refusal) in try PageCall(body: call.body) })
    case (["product", "get_memory"], _, _, "POST"):
      self = .cube(Result { () throws(Refusal) in try CubeCall(body: call.body) })
    case (["get", "memory"], _, _, _), (["product", "get_memory"], _, _, _): self = .notAllowed
    case (_, ["get", "memory"], let id?, let method): self = method == "GET" ? .detail(id) : .notAllowed
    case (_, ["product", "get_memory"], let id?, let method): self = method == "GET" ? .node(id) : .notAllowed
    default: self = .notFound
    }
  }

  var page: Int? {
    switch self {
    case .page(.success(let call)): call.page
    case .cube(.success(let call)): call.page ?? 1
    default: nil
    }
  }
}

struct AcceptedCall {
  let call: DemoCall
  let route: Route
  let number: Int
  let changes: Changes
  let faults: [DemoFault]
  let start = ContinuousClock.now

  var latency: Int {
    faults.reduce(0) { sum, fault in
      if case .latency(let milliseconds) = fault.kind { sum + milliseconds } else { sum }
    }
  }
}

struct Answer {
  var status = 200
  var headers: [String: String] = [:]
  var contentType = "application/json"
  var body: AnswerBody = .bytes([])
  var isChunked = false
}

extension Answer {
  init(status: Int = 200, contentType: String = "text/plain", text: String) {
    self.init(status: status, contentType: contentType, body: .bytes(Array(text.utf8)))
  }
}

enum AnswerBody {
  case bytes([UInt8])
  case huge(HugeBody)

  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .huge(let body): body.count
    }
  }

  /// - Returns: at least a byte, unless `length` is 0.
  func piece(from start: Int, atMost length: Int) -> ByteBuffer {
    switch self {
    case .bytes(let bytes): ByteBuffer(bytes: bytes[start..<start + length])
    case .huge(let body): body.piece(from: start, atMost: length)
    }
  }
}
