/// A place as a person names it; both numbers start at 1.
public struct SourcePosition: Hashable, Sendable {
  /// Line number.
  public let line: Int
  /// Column, counted in Unicode scalars.
  public let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
