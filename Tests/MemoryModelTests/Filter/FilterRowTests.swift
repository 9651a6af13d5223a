import MemoryModel
import Testing

/// The cells of a row: the typed text, its meaning, and the text shown when the condition is read back.
@Suite struct FilterRowTests {
  @Test(
    arguments: [
      ("scene", .equal, "Payment", .string("Payment")),
      ("scene", .equal, "3", .string("3")),
      ("scene", .equal, "or", .string("or")),
      ("scene", .equal, "a b = c", .string("a b = c")),
      ("scene", .equal, #"say "hi""#, .string(#"say "hi""#)),
      ("scene", .equal, #"a\b"#, .string(#"a\b"#)),
      ("scene", .equal, #"" a""#, .string(" a")),
      ("scene", .equal, #""""#, .string("")),
      ("tags", .contains, "true", .string("true")),
      ("agent_id", .equal, "0.5", .string("0.5")),
      ("info.tier", .equal, "gold", .string("gold")),
      ("info.tier", .equal, "3", .number(JSONNumber(literal: "3"))),
      ("info.tier", .equal, #""3""#, .string("3")),
      ("info.tier", .equal, "false", .bool(false)),
      ("info.tier", .equal, #""false""#, .string("false")),
      ("info.tier", .lessOrEqual, "-0.50", .number(JSONNumber(literal: "-0.50"))),
      ("tier", .equal, "=", .string("=")),
      ("create_time", .greaterOrEqual, "7d", .date(.daysAgo(7))),
      ("update_time", .less, "today", .date(.today)),
      ("create_time", .between, "3w..today", .dates(.weeksAgo(3), .today)),
    ] as [(String, FilterOperation, String, FilterValue)])
  func aCellRoundTripsThroughItsValue(
    field: String, operation: FilterOperation, cell: String, value: FilterValue
  ) throws {
    let condition = try FilterCondition(field: field, operation, cell: cell)
    #expect(condition.value == value)
    #expect(condition.value.cellText(in: condition.field) == cell)
    #expect(try FilterCondition(condition.field, operation, value) == condition)
  }

  @Test(
    arguments: [
      ("", .equal, "a", .missingField), ("  ", .equal, "a", .missingField),
      ("info.", .equal, "a", .missingField),
      ("scene", .equal, "", .missingValue), ("user_id", .equal, "a", .fieldNotTaken("user_id")),
      ("and", .equal, "a", .fieldNotTaken("and")),
      ("scene", .less, "a", .operationNotTaken(FilterField("scene"), .less)),
      ("app_id", .contains, "a", .operationNotTaken(FilterField("app_id"), .contains)),
      ("tags", .equal, "a", .operationNotTaken(FilterField("tags"), .equal)),
      ("create_time", .equal, "7d", .operationNotTaken(FilterField("create_time"), .equal)),
      ("info.n", .contains, "a", .operationNotTaken(FilterField("info.n"), .contains)),
      ("info.n", .greater, "gold", .notANumber("gold")), ("info.n", .greater, #""3""#, .notANumber("3")),
      ("create_time", .less, "soon", .notADate("soon")), ("create_time", .between, "7d", .notARange("7d")),
      ("create_time", .between, "2025-12-31..2025-12-01", .rangeBackwards("2025-12-31..2025-12-01")),
      (
        "create_time", .between, "2025-12-01 09:00..2025-12-01 08:30",
        .rangeBackwards("2025-12-01 09:00..2025-12-01 08:30")
      ),
      ("update_time", .between, "today..3w", .rangeBackwards("today..3w")),
      ("scene", .equal, #""a"#, .openQuote), ("scene", .equal, #""a"b"#, .textAfterQuote),
    ] as [(String, FilterOperation, String, FilterFault)])
  func aWrongCellIsAFault(field: String, operation: FilterOperation, cell: String, fault: FilterFault) {
    #expect(throws: fault) { try FilterCondition(field: field, operation, cell: cell) }
  }

  @Test(
    arguments: [
      ("scene", [.equal]), ("info.scene", [.equal]), ("agent_id", [.equal]), ("app_id", [.equal]),
      ("tags", [.contains]), ("info.tier", [.equal, .greater, .greaterOrEqual, .less, .lessOrEqual]),
      ("tier", [.equal, .greater, .greaterOrEqual, .less, .lessOrEqual]),
      ("create_time", [.greaterOrEqual, .greater, .less, .lessOrEqual, .between]),
      ("update_time", [.greaterOrEqual, .greater, .less, .lessOrEqual, .between]),
    ] as [(String, [FilterOperation])])
  func onlyOperatorsOfTheFieldAreOffered(field: String, operations: [FilterOperation]) {
    #expect(FilterField(field).operations == operations)
  }

  @Test(
    arguments: [
      ("scene", "scene", "scene"), ("tier", "info.tier", "tier"), ("tags", "info.tags", "tags"),
      ("info.x", "info.info.x", "info.x"),
      // The mark joins the dot on the screen, but belongs to the key.
      ("\u{301}x", "info.\u{301}x", "\u{301}x"),
    ])
  func infoKeysHaveQuotedNames(key: String, name: String, back: String) {
    let field = FilterField.ofInfo(key: key)
    #expect(field.name == name)
    #expect(Array(field.infoKey.unicodeScalars) == Array(back.unicodeScalars))
  }

  @Test func aRangeCannotBePartOfAny() throws {
    let range = try FilterCondition(field: "create_time", .between, cell: "7d..today")
    #expect(throws: FilterFault.betweenNeedsAll) { try ConditionList(.any, [range]) }
    #expect(try ConditionList(.all, [range]).conditions.count == 1)
  }
}
