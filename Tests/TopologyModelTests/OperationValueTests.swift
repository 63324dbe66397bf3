import Testing
import TopologyModel

@Suite("Values of operations")
struct OperationValueTests {
  @Test(
    "the longest silence of a schedule",
    arguments: [
      ("7 * * * *", 3600), ("*/15 * * * *", 900), ("0 2 * * *", 86400),
      ("11 */2 * * *", 7200), ("0 0 * * 0", 604800), ("0 0 29 2 *", 1461 * 86400),
      ("0 0 31 2 *", nil), ("0 3 1 * 1", 7 * 86400),
    ] as [(String, Int?)])
  func gap(schedule: String, seconds: Int?) throws {
    #expect(try #require(CronSchedule(schedule)).longestGap == seconds)
  }

  @Test(
    "a damaged token is told from a foreign one",
    arguments: [
      ("", "is not base64"), ("a", "is not base64"), ("bm8=", "does not contain a JSON object"),
      ("e30=", "does not contain `databaseSystemIdentifier`"),
    ])
  func token(text: String, problem: String) {
    #expect(PromotionToken.parse(text) == .failure(.unreadable(problem)))
  }

  @Test("days are counted over leap years")
  func days() throws {
    let first = try #require(CalendarDate("2024-02-28"))
    let second = try #require(CalendarDate("2024-03-01"))
    let third = try #require(CalendarDate("2025-03-01"))
    #expect(second.dayNumber - first.dayNumber == 2)
    #expect(third.dayNumber - second.dayNumber == 365)
  }
}
