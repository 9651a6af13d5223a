import MemoryModel

extension BrowserState {
  public var differences: DifferencesState? { screens.find(DifferencesState.self) }

  /// All memories of both users, for ``BrowserEffect/compareUsers(number:)``.
  public var comparedMemories: (a: [Memory], b: [Memory]) {
    (list.memories(in: nil, reach: .loaded), differences?.memories ?? [])
  }

  /// The rest of both is loaded as one goal with one question: B until it is known whether it has a memory, because its id
  /// may be mistyped, then A, then the rest of B.
  mutating func compare(with other: Subject, _ context: UpdateContext) -> [BrowserEffect] {
    guard let subject else { return [] }
    screens.open(DifferencesState(subject, other, self))
    return resumeComparison(context)
  }

  /// Also after a failure: what failed is requested again.
  mutating func resumeComparison(_ context: UpdateContext) -> [BrowserEffect] {
    var effects: [BrowserEffect] = []
    if let failed = loading.failure, failed.purpose != .otherUser {
      effects = carryOut(loading.refresh(subject, filter: filter.active?.sent), context)
    }
    loading.forgetFailure()
    loading.compareUsers(category: category)
    return effects
  }

  mutating func leaveComparison(_ context: UpdateContext) -> [BrowserEffect] {
    let isLoading = loading.goal?.kind == .comparison
    screens.close(DifferencesState.self)
    if loading.failure?.purpose == .otherUser { loading.forgetFailure() }
    guard isLoading else { return [] }
    note(.loadingCancelled, context)
    return carryOut(loading.stop(), context)
  }

  /// Once nothing is under way: compares what is loaded if that is everything, else nil.
  mutating func endComparison(_ context: UpdateContext) -> [BrowserEffect]? {
    guard var screen = differences else {
      loading.endGoal()
      return []
    }
    guard loading.counter.everythingHasEnded, screen.isEverythingLoaded else { return nil }
    loading.endGoal()
    if !screen.shortfalls.isEmpty { note(.returnedFewer(screen.shortfalls), context) }
    let number = loading.takeNumber()
    screen.compare(number: number)
    screens.replace(screen)
    return [.compareUsers(number: number)]
  }

  /// nil if A's next page is wanted.
  mutating func loadOtherUser(_ context: UpdateContext) -> [BrowserEffect]? {
    guard var screen = differences, loading.counter.everythingHasEnded || screen.mayHaveNoMemories else {
      return nil
    }
    let request = screen.nextRequest()
    screens.replace(screen)
    return request.map { carryOut(loading.loadOtherUser($0), context) } ?? []
  }

  mutating func showCompared(_ side: DiffSide, _ context: UpdateContext) {
    guard let screen = differences else { return }
    let selected = screen.memories(at: screen.cursor)
    let owner = side == .a ? screen.a : screen.b
    guard let memory = side == .a ? selected.a : selected.b, reading?.comparedUser != owner else {
      return note(reading == nil ? .commandMeansNothing : .outsideOfComparison, context)
    }
    screens.close(Reading.self)
    openOutside(memory, comparedUser: owner)
  }

  mutating func otherPageArrived(_ page: MemoryPage) {
    screens.change(DifferencesState.self) { $0.arrived(page) }
  }

  /// After pages were dropped: what is not in memory cannot be compared.
  mutating func checkMemoryOfComparison() -> [BrowserEffect] {
    guard let screen = differences, loading.goal?.kind == .comparison || screen.isComparing else { return [] }
    guard list.droppedRows(in: nil) > 0 || list.exceeds(options.memoryLimit, besides: screen.bytes) else {
      return []
    }
    screens.change(DifferencesState.self) { $0.giveUp() }
    let stops = loading.stop()
    return stops.isEmpty ? [.trimMemory] : [.cancelLoad, .trimMemory]
  }
}
