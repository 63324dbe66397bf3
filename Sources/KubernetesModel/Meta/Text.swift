package import Diagnostics

/// Text of a manifest with the place in the topology that it came from.
package typealias Text = Located<String>

/// A number of a manifest with the place in the topology that it came from.
package typealias Number = Located<Int>

/// Labels, annotations and other mappings of strings, in the order of the output.
package typealias TextPairs = [(String, Text)]
