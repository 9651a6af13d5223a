import MemoryModel

/// Ctrl-E: the filter as JSON in an editor, and what comes back.
extension BrowserState {
  /// What is not complete cannot be written as JSON, and is not left out in silence.
  mutating func editFilter(_ form: FilterForm, now: Timestamp) -> [BrowserEffect] {
    guard let json = json(of: form, now: now) else { return applyFault(of: form, now: now) }
    if let rejected = form.rejected, ByteString.isSame(rejected.original, json) {
      return [.editFilter(rejected.text)]
    }
    return [.editFilter(json)]
  }

  /// What came back from the editor: checked, and kept as a draft in the form. Nothing is sent before Enter.
  mutating func filterEdited(_ text: String, now: Timestamp) {
    let before = form.flatMap { json(of: $0, now: now) }
    do throws(MemoryFilter.JSONFault) {
      var edited = FilterForm(
        try MemoryFilter(json: text, for: options.filterTarget(at: now)), in: options.dialect)
      // Unchanged JSON must not turn `7d` into the day that it is today.
      if let before, ByteString.isSame(json(of: edited, now: now), before) {
        form?.rejected = nil
        return
      }
      edited.keepWhatIsOff(of: form)
      form = edited
      refreshCompletion()
      if let raw = edited.raw {
        note(.filterIsRaw, at: now)
        noteWarnings(about: .raw(raw), now: now)
      }
    } catch {
      form?.rejected = before.map { FilterForm.RejectedEdit(text: text, original: $0) }
      note(.editedFilterFault(error, line: error.line(in: text)), at: now)
    }
  }

  /// As the editor gets it; nil while something is not complete.
  private func json(of form: FilterForm, now: Timestamp) -> String? {
    (try? form.filter()).map {
      $0.json(for: options.filterTarget(at: now))?.prettyPrinted() ?? "{}"
    }
  }
}
