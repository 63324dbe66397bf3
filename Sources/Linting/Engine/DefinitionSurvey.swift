package import Diagnostics
package import Schema
import YAMLSyntax

/// Finds CustomResourceDefinitions in files, before anything is checked.
package enum DefinitionSurvey {
  /// Whether a file may hold a definition; most do not, and are not parsed for it.
  package static func isWorthReading(_ bytes: [UInt8]) -> Bool {
    ByteSearch.contains("CustomResourceDefinition", in: bytes, 0..<bytes.count)
  }

  /// Adds the definitions of `file` to `library`; the result is their number.
  ///
  /// Faults of the YAML are left to the check of the file; those of definitions go to `bag`.
  @discardableResult
  package static func add(
    _ file: SourceFile, to library: inout SchemaLibrary, into bag: inout DiagnosticBag
  ) -> Int {
    var faults = DiagnosticBag()
    var count = 0
    YAMLParser().parse(file, into: &faults) { document, _ in
      guard let root = document.root else { return }
      let object = document.hasMergeKeys ? root.resolvingMerges() : root
      let isList = object["kind"]?.text?.hasSuffix("List") == true
      for item in (isList ? object["items"]?.items : nil) ?? [object]
      where item["kind"]?.text == "CustomResourceDefinition" {
        DefinitionCompiler.compile(item, into: &library, &bag)
        count += 1
      }
    }
    return count
  }
}
