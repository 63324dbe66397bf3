import GoTemplate
import Testing

@Suite("Functions of sprig")
struct SprigTests {
  private static var data: GoValue { .dictionary(GoDictionary()) }

  @Test("a function gives what sprig gives", arguments: SprigCases.good.indices)
  func good(index: Int) throws {
    let (text, wanted) = SprigCases.good[index]
    let template = try GoTemplate(text, functions: SprigFunctions.all)
    let output = try template.execute(Self.data, isLenient: true)
    #expect(String(decoding: output, as: UTF8.self) == wanted, "\(text)")
  }

  @Test("misuse is refused with its place", arguments: SprigCases.bad.indices)
  func bad(index: Int) throws {
    let (text, words) = SprigCases.bad[index]
    let error = #expect(throws: TemplateError.self, "\(text)") {
      _ = try GoTemplate(text, functions: SprigFunctions.all).execute(Self.data, isLenient: true)
    }
    #expect(error?.message.contains(words) == true, "\(text): \(error?.message ?? "")")
    #expect(error?.place != nil)
  }

  @Test("no function is listed twice")
  func names() {
    let names = SprigFunctions.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names).isSubset(of: TemplateNames.all))
  }
}
