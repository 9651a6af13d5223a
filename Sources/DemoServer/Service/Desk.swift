import FlyingFox
import FoundationEssentials
import Synchronization

/// Takes the requests: counts them, asks the service, and spoils the answer as the faults demand.
final class Desk: HTTPHandler {
  private let service: MemoryService
  private let faults: [DemoFault]
  private let state: Mutex<State>
  /// Seconds that FlyingFox gives a handler. Its timer outlives the call: it wakes the process once.
  let patience: Double

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
    let latency = options.faults.reduce(0) { sum, fault in
      if case .latency(let milliseconds) = fault.kind { sum + milliseconds } else { sum }
    }
    patience = 30 + Double(latency) / 1000 + Double(options.memories ?? 0) / 20_000
  }

  var calls: [DemoCall] { state.withLock { $0.calls } }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let start = ContinuousClock.now
    let call = DemoCall(
      method: request.method.rawValue, path: request.target.path(),
      headers: Dictionary(
        request.headers.map { ($0.key.rawValue.lowercased(), $0.value) },
        uniquingKeysWith: { first, _ in first }),
      body: Array(try await request.bodyData))
    let route = Route(call)
    let (number, arrived, active) = begin(call, page: route.page)
    for case .latency(let milliseconds) in active.map(\.kind) {
      try await Task.sleep(for: .milliseconds(milliseconds))
    }
    var answer =
      try active.lazy.compactMap { $0.replacement }.first ?? answer(to: route, call, arrived, active)
    answer.headers["traceid"] = Desk.traceID(number)
    answer.headers["req-cost-time"] = String(Int((ContinuousClock.now - start) / .milliseconds(1)))
    return Delivery(answer: answer, faults: active).response
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

  private func answer(to route: Route, _ call: DemoCall, _ arrived: Int, _ faults: [DemoFault]) throws
    -> Answer
  {
    do {
      switch route {
      case .notFound: return Answer(status: 404, contentType: "text/plain", body: Array("not found".utf8))
      case .notAllowed: return Answer(status: 405, contentType: "text/plain", body: Array("not allowed".utf8))
      case .page(let page):
        try service.authorize(call.headers["authorization"])
        let page = try page.get()
        let claim = faults.lazy.compactMap { $0.claim(size: page.size) }.first
        return Answer(body: try service.page(page, arrived: arrived, claim: claim))
      case .detail(let id):
        try service.authorize(call.headers["authorization"])
        return Answer(body: try service.detail(id, arrived: arrived))
      }
    } catch let refusal as Refusal {
      return Answer(body: refusal.body)
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
