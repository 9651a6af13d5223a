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
