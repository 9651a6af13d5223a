/// Numbers with a unit, as flags and profiles write them.
enum Quantity {
  /// `30s`, `500ms`, `1.5m`, `30` -> seconds; `nil` for anything else, for zero, and beyond a day.
  static func seconds(_ text: String) -> Double? {
    let (number, unit) = split(text)
    let factor: Double
    switch unit {
    case "ms": factor = 0.001
    case "s", "": factor = 1
    case "m": factor = 60
    default: return nil
    }
    guard let value = Double(number).map({ $0 * factor }) else { return nil }
    return value > 0 && value <= Settings.longestTimeout ? value : nil
  }

  /// `256MiB`, `1GiB`, `300000000` -> bytes; `nil` for anything else and for zero.
  static func bytes(_ text: String) -> Int? {
    let (number, unit) = split(text)
    let shift: Int
    switch unit {
    case "": shift = 0
    case "KiB": shift = 10
    case "MiB": shift = 20
    case "GiB": shift = 30
    default: return nil
    }
    guard let value = Int(number), value > 0 else { return nil }
    let (bytes, overflows) = value.multipliedReportingOverflow(by: 1 << shift)
    return overflows ? nil : bytes
  }

  /// `256 MiB` -> `256`, `MiB`. Only digits and a point count as number: no sign, no exponent, no `inf`.
  private static func split(_ text: String) -> (number: Substring, unit: Substring) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return (number, text[number.endIndex...].drop { $0 == " " })
  }
}
