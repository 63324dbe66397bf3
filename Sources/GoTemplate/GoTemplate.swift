/// A template of Go (`text/template`, Go 1.25).
package struct GoTemplate {
  private let nodes: [TemplateNode]
  private let definitions: [String: [TemplateNode]]
  private let functions: [String: GoFunction]

  /// Reads a template that may call `functions` beside Go's own; later ones replace earlier ones of a name.
  ///
  /// Throws ``TemplateError`` with line and column.
  package init(_ text: String, functions: [GoFunction] = []) throws(TemplateError) {
    var table: [String: GoFunction] = [:]
    for function in LogicFunctions.all + ComparisonFunctions.all + functions {
      table[function.name] = function
    }
    var parser = try TemplateParser(text, functions: Set(table.keys).union(["and", "or"]))
    nodes = try parser.parse()
    definitions = parser.definitions
    self.functions = table
  }

  /// Why a text is not a template that may call `functions`; nil when it is one.
  package static func problem(in text: String, functions: Set<String>) -> TemplateError? {
    do throws(TemplateError) {
      var parser = try TemplateParser(text, functions: functions)
      _ = try parser.parse()
      return nil
    } catch {
      return error
    }
  }

  /// What the template makes of `data`.
  ///
  /// A key that a map does not have is an error, or prints `<no value>` with `isLenient`, as Go does. Maps in
  /// `data` that the template changes are empty when `budget` is released.
  package func execute(
    _ data: GoValue, isLenient: Bool = false, budget: TemplateBudget = TemplateBudget()
  ) throws(TemplateError) -> [UInt8] {
    var executor = TemplateExecutor(
      definitions: definitions, functions: functions, missingKey: isLenient ? .noValue : .error,
      budget: budget)
    return try executor.run(nodes, data)
  }
}
