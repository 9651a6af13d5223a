import BrowserCore
import Canvas

/// What can be copied, in the last line, with the keys that are bound: `Copy: y text  i id  j JSON  c curl  Esc leave`.
struct CopyLine {
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let choices = context.keymap.bindings
      .filter { $0.places.contains(.copy) }
      .compactMap { binding in
        binding.hint.map { (rank: $0.rank, words: "\(binding.keys[0].name) \($0.words)") }
      }
      .sorted { $0.rank < $1.rank }
    let label = canvas.write("Copy: ", x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    canvas.write(
      choices.map(\.words).joined(separator: "  "), x: 1 + label, y: area.y,
      maxWidth: area.width - 2 - label, style: context.theme.text)
  }
}
