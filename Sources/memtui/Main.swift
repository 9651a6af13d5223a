import ArgumentParser
import Configuration

@main struct Memtui: ParsableCommand {}
