package import Diagnostics
import InfisicalModel
import YAMLSyntax

/// A file that was read and converted by itself; names of shared resources are missing.
package struct PreparedFile: Sendable {
  package let file: SourceFile
  var resources: [PreparedResource] = []
  /// Findings about documents that could not be read.
  var bag = DiagnosticBag()
  /// Documents among those that were to be migrated.
  var unread = 0
}

/// One resource of a prepared file.
struct PreparedResource: Sendable {
  let found: FoundResource
  /// With what its roots decide.
  let options: MigrationOptions
  var notes: FieldNotes
  /// Nil when it is refused.
  let converted: ConvertedResource?
}

/// Where connection and identity of each resource of a file are; nil for one that is refused.
package struct SharedNames: Sendable {
  let places: [SharedPlaces?]
}

/// Connection and identity of one resource.
struct SharedPlaces: Sendable {
  let connection: SharedResources.Entry
  let auth: SharedResources.Entry
}
