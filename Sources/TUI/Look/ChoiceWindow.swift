/// The rows of a list of choices that are shown: what is selected stands in the middle where it can.
struct ChoiceWindow {
  let height: Int
  let selected: Int
  let count: Int

  var top: Int { max(0, min(selected - height / 2, count - height)) }
}
