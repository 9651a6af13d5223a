import Testing

/// The real binary in a real terminal against a real service, one at a time.
@Suite(.serialized, .timeLimit(.minutes(3))) enum EndToEnd {}
