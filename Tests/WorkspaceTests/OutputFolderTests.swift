import Diagnostics
import Files
import Foundation
import Pipeline
import TestSupport
import Testing
import Workspace

@Suite("Output folders")
struct OutputFolderTests {
  private let folder: TemporaryFolder
  private let output: OutputFolder

  init() throws {
    folder = try TemporaryFolder()
    output = OutputFolder(folder.path("out"))
  }

  private func plan(_ files: [String: String]) -> FilePlan {
    FilePlan(
      files: files.map { path, text in
        PlannedFile(path: path, bytes: Array(text.utf8), source: nil, site: nil)
      })
  }

  @discardableResult
  private func write(_ files: [String: String], force: Bool = false) throws -> [String] {
    var bag = DiagnosticBag()
    let changes = try output.changes(for: plan(files), site: nil, force: force, into: &bag)
    guard let changes else { return bag.sorted.map { "\($0.code) \($0.path ?? "")" } }
    if !changes.isEmpty { try output.apply(changes) }
    return changes.changes.map(\.path)
  }

  @Test("a first build writes everything, a second nothing")
  func idempotent() throws {
    #expect(try write(["a.yaml": "1", "sites/b.yaml": "2"]) == ["a.yaml", "sites/b.yaml"])
    #expect(try write(["a.yaml": "1", "sites/b.yaml": "2"]) == [])
    #expect(try folder.read("out/sites/b.yaml") == "2")
    #expect(!folder.exists("out/.redoubt/staging"))
    #expect(!folder.exists("out/.redoubt/journal.json"))
  }

  @Test("what is no longer planned is deleted, with the folders it leaves empty; strangers stay")
  func prune() throws {
    try write(["a": "1", "x/y/b": "2"])
    try folder.write("mine", to: "out/x/note.txt")
    #expect(try write(["a": "1"]) == ["x/y/b"])
    #expect(!folder.exists("out/x/y"))
    #expect(try folder.read("out/x/note.txt") == "mine")
  }

  @Test("an edited file is neither overwritten nor deleted without force")
  func edited() throws {
    try write(["a": "1", "b": "1"])
    try folder.write("edit", to: "out/a")
    try folder.write("edit", to: "out/b")
    #expect(
      try write(["a": "2"]) == ["FIL002 \(folder.path("out/a"))", "FIL002 \(folder.path("out/b"))"])
    #expect(try folder.read("out/a") == "edit")
    #expect(try write(["a": "2"], force: true) == ["a", "b"])
    #expect(try folder.read("out/a") == "2")
  }

  @Test("an edited file that already says what is planned is fine")
  func adopted() throws {
    try write(["a": "1"])
    try folder.write("2", to: "out/a")
    #expect(try write(["a": "2"]) == [])
    #expect(try write(["a": "3"]) == ["a"])
  }

  @Test("a file that was there before is not overwritten")
  func foreign() throws {
    try folder.write("mine", to: "out/a")
    #expect(try write(["a": "1"]) == ["FIL003 \(folder.path("out/a"))"])
  }

  @Test("a link is never followed out of the folder")
  func links() throws {
    try folder.write("precious", to: "elsewhere/a")
    try FileManager.default.createDirectory(
      atPath: folder.path("out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("out/sites"), withDestinationPath: folder.path("elsewhere"))
    #expect(try write(["sites/a": "1"], force: true) == ["FIL004 \(folder.path("out/sites"))"])
    #expect(try folder.read("elsewhere/a") == "precious")
  }

  @Test("a damaged inventory is a finding, and one that points outside is damaged")
  func inventory() throws {
    try write(["a": "1"])
    let evil = #"{"version": 1, "files": [{"path": "../x", "sha256": "0"}]}"#
    for text in ["{", evil, "{}"] {
      try folder.write(text, to: "out/.redoubt/inventory.json")
      #expect(try write(["a": "1"]).first?.hasPrefix("FIL005") == true)
    }
  }

  @Test("a run that was interrupted behind its journal is completed by the next")
  func recovery() throws {
    try write(["a": "1", "b": "1"])
    try folder.write("2", to: "out/.redoubt/staging/0")
    let steps = [("a", "0", "1", "2"), ("b", "1", "1", "")]
    try folder.write(journal(steps), to: "out/.redoubt/journal.json")
    try output.recover()
    #expect(try folder.read("out/a") == "2")
    #expect(!folder.exists("out/b"))
    #expect(!folder.exists("out/.redoubt/journal.json"))
  }

  @Test("an interrupted run is not completed over a file that was edited since")
  func staleJournal() throws {
    try write(["a": "1"])
    try folder.write("2", to: "out/.redoubt/staging/0")
    try folder.write(journal([("a", "0", "1", "2")]), to: "out/.redoubt/journal.json")
    try folder.write("edit", to: "out/a")
    #expect(throws: FileError.self) { try output.recover() }
    #expect(try folder.read("out/a") == "edit")
  }

  @Test("neither recovery nor staging follows a link")
  func linkedState() throws {
    try write(["a": "1"])
    try folder.write("precious", to: "elsewhere/x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("out/.redoubt/staging"), withDestinationPath: folder.path("elsewhere"))
    #expect(throws: FileError.self) { try output.recover() }
    #expect(throws: FileError.self) { try write(["a": "2"]) }
    #expect(try folder.read("elsewhere/x") == "precious")
    try FileManager.default.removeItem(atPath: folder.path("out/.redoubt/staging"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("out/lb"), withDestinationPath: folder.path("elsewhere"))
    try folder.write("2", to: "out/.redoubt/staging/0")
    try folder.write(journal([("lb/x", "0", "precious", "2")]), to: "out/.redoubt/journal.json")
    #expect(throws: FileError.self) { try output.recover() }
    #expect(try folder.read("elsewhere/x") == "precious")
  }

  @Test("a run that fails on its way puts everything back")
  func rollBack() throws {
    try write(["a": "1", "x/b": "1"])
    var bag = DiagnosticBag()
    let next = plan(["a": "2", "new": "2", "x/b": "2"])
    let changes = try #require(
      try output.changes(for: next, site: nil, force: false, into: &bag))
    // Behind the comparison's back, a folder takes the place of a file.
    try FileManager.default.removeItem(atPath: folder.path("out/x/b"))
    try folder.write("in the way", to: "out/x/b/file")
    #expect(throws: FileError.self) { try output.apply(changes) }
    #expect(try folder.read("out/a") == "1")
    #expect(!folder.exists("out/new"))
  }

  /// A journal of steps: path, staged name, contents before and after.
  private func journal(_ steps: [(String, String, String, String)]) -> String {
    let lines = steps.map { step in
      let (before, after) = (SHA256.hex(Array(step.2.utf8)), SHA256.hex(Array(step.3.utf8)))
      return
        #"{"path": "\#(step.0)", "staged": "\#(step.1)", "before": "\#(before)", "after": "\#(step.3.isEmpty ? "" : after)"}"#
    }
    return "{\"steps\": [\(lines.joined(separator: ", "))]}"
  }

  @Test("a run that was interrupted before its journal leaves no trace")
  func discarded() throws {
    try write(["a": "1"])
    try folder.write("2", to: "out/.redoubt/staging/0")
    try output.recover()
    #expect(try folder.read("out/a") == "1")
    #expect(!folder.exists("out/.redoubt/staging"))
  }

  @Test("a failing write changes nothing that a reader would see")
  func failure() throws {
    try write(["a": "1"])
    try folder.write("in the way", to: "out/.redoubt/staging")
    #expect(throws: FileError.self) { try write(["a": "2"]) }
    #expect(try folder.read("out/a") == "1")
  }

  @Test("one site is compared and pruned alone")
  func site() throws {
    try write(["sites/dc1/a": "1", "sites/dc2/a": "1"])
    var bag = DiagnosticBag()
    let changes = try output.changes(
      for: plan(["sites/dc1/b": "1"]), site: "dc1", force: false, into: &bag)
    let set = try #require(changes)
    try output.apply(set)
    #expect(set.changes.map(\.path) == ["sites/dc1/a", "sites/dc1/b"])
    #expect(folder.exists("out/sites/dc2/a"))
    #expect(set.inventory.entries.map(\.path) == ["sites/dc1/b", "sites/dc2/a"])
  }

  @Test("SHA-256 gives the digests of FIPS 180-4")
  func digest() {
    #expect(
      SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hex(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hex([UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
