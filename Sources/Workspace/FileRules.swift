package import Diagnostics

/// Findings about files on disk.
extension RuleInfo {
  package static let editedOutput = RuleInfo(
    .file, 2, "edited-output",
    summary: "A file of the output was edited since it was written.",
    why: "Writing it again would lose the edit.",
    sources: [.redoubt("command line", "README.md")])

  package static let foreignOutput = RuleInfo(
    .file, 3, "foreign-output",
    summary: "A file that the tool did not write stands where output belongs.",
    why: "The tool changes and deletes only what it owns.",
    sources: [.redoubt("command line", "README.md")])

  package static let unsafeOutput = RuleInfo(
    .file, 4, "unsafe-output",
    summary: "A link or another obstacle stands where a folder of the output belongs.",
    why: "Writing through it would change files outside of the output folder.",
    sources: [.redoubt("determinism and safety", "docs/threat-model.md")])

  package static let unreadableInventory = RuleInfo(
    .file, 5, "unreadable-inventory",
    summary: "The inventory of the output folder cannot be read.",
    why: "Without it the tool cannot tell its own files from others.",
    sources: [.redoubt("command line", "README.md")])

  package static let fileAccess = RuleInfo(
    .file, 6, "file-access",
    summary: "A file or folder cannot be read or written.",
    why: "Nothing can be done without it; what was there before is unchanged.",
    sources: [
      .document("the operating system", "https://man7.org/linux/man-pages/man3/errno.3.html")
    ])

  /// Every rule of this file.
  package static let fileRules: [RuleInfo] = [
    editedOutput, foreignOutput, unsafeOutput, unreadableInventory, fileAccess,
  ]
}
