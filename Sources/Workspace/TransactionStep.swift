import Diagnostics
import Files
import YAMLSyntax

/// One line of a transaction's journal: what a path held before, and what it will hold.
struct TransactionStep: Hashable {
  let path: String
  /// Name of the staged file.
  let staged: String
  /// SHA-256 of the file before; empty when there was none.
  let before: String
  /// SHA-256 of the file after; empty when it is deleted.
  let after: String

  init(_ change: ChangeSet.Change, staged: String) {
    path = change.path
    self.staged = staged
    before = change.old.map { SHA256.hex($0) } ?? ""
    after = change.bytes.map { SHA256.hex($0) } ?? ""
  }

  private init(path: String, staged: String, before: String, after: String) {
    self.path = path
    self.staged = staged
    self.before = before
    self.after = after
  }

  static func encode(_ steps: [TransactionStep]) -> [UInt8] {
    JSONPrinter.print(
      YAMLMapping.build { yaml in
        yaml.set(
          "steps",
          steps.map { step in
            YAMLMapping.build {
              $0.set("path", step.path)
              $0.set("staged", step.staged)
              $0.set("before", step.before)
              $0.set("after", step.after)
            }
          })
      })
  }

  /// The steps of a journal; nil when it is not ours, or names a path outside the folder.
  static func decode(_ bytes: [UInt8]) -> [TransactionStep]? {
    var map = SourceMap()
    var bag = DiagnosticBag()
    let stream = YAMLParser().parse(map.add(path: "journal", bytes: bytes), into: &bag)
    guard !bag.hasErrors, let items = stream.documents.first?.root?["steps"]?.items else {
      return nil
    }
    var steps: [TransactionStep] = []
    for item in items {
      guard let path = item["path"]?.scalar?.text, let staged = item["staged"]?.scalar?.text,
        let before = item["before"]?.scalar?.text, let after = item["after"]?.scalar?.text,
        OutputPath.isContained(path), OutputPath.isContained(staged)
      else { return nil }
      steps.append(TransactionStep(path: path, staged: staged, before: before, after: after))
    }
    return steps
  }
}
