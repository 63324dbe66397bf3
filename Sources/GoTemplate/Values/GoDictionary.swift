/// A map of Go: shared by everything that refers to it, as `set` of sprig relies on.
package final class GoDictionary {
  private var values: [GoString: GoValue]

  package init(_ values: [GoString: GoValue] = [:]) { self.values = values }

  package subscript(key: GoString) -> GoValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  package subscript(key: String) -> GoValue? { values[GoString(key)] }

  package var count: Int { values.count }

  /// Keys in the order in which Go's templates and printers go through a map.
  package var keys: [GoString] { values.keys.sorted() }

  package var copy: GoDictionary { GoDictionary(values) }
}
