package import Diagnostics

/// A typed value that writes itself to the syntax tree.
package protocol YAMLWritable {
  var yaml: YAMLNode { get }
}

extension YAMLNode: YAMLWritable {
  package var yaml: YAMLNode { self }
}

extension String: YAMLWritable {
  package var yaml: YAMLNode { .string(self) }
}

extension Int: YAMLWritable {
  package var yaml: YAMLNode { .integer(self) }
}

extension Bool: YAMLWritable {
  package var yaml: YAMLNode { .boolean(self) }
}

extension Array: YAMLWritable where Element: YAMLWritable {
  package var yaml: YAMLNode { .sequence(map(\.yaml)) }
}

extension Located: YAMLWritable where Value: YAMLWritable {
  /// The value's node with the place of the value.
  package var yaml: YAMLNode {
    var node = value.yaml
    if span != nil { node.span = span }
    return node
  }
}
