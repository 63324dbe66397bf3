/// This release of Redoubt.
package enum Release {
  /// Its version, as `redoubt version` prints it and lock files record it.
  package static let version = "0.1.0"
}
