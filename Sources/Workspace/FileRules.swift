package import Diagnostics

/// Findings about files on disk.
extension RuleInfo {
  package static let editedOutput = RuleInfo(
    .file, 2, "edited-output",
    summary: "A file of the output was edited since it was written.",
    why: "Overwriting it would lose the edit.",
    sources: [.redoubt("command line", "README.md")])

  package static let foreignOutput = RuleInfo(
    .file, 3, "foreign-output",
    summary: "A file that Redoubt did not write is in the way of the output.",
    why: "Redoubt changes and deletes only files that it wrote.",
    sources: [.redoubt("command line", "README.md")])

  package static let unsafeOutput = RuleInfo(
    .file, 4, "unsafe-output",
    summary: "A symbolic link or another obstacle is in the way of an output directory.",
    why: "Writing through it would change files outside the output directory.",
    sources: [.redoubt("determinism and safety", "docs/threat-model.md")])

  package static let unreadableInventory = RuleInfo(
    .file, 5, "unreadable-inventory",
    summary: "The inventory of the output directory cannot be read.",
    why: "Without it, Redoubt cannot tell its own files from others.",
    sources: [.redoubt("command line", "README.md")])

  package static let fileAccess = RuleInfo(
    .file, 6, "file-access",
    summary: "A file or directory cannot be read or written.",
    why: "The run cannot continue; nothing was changed.",
    sources: [
      .document("the operating system", "https://man7.org/linux/man-pages/man3/errno.3.html")
    ])

  /// Every rule of this file.
  package static let fileRules: [RuleInfo] = [
    editedOutput, foreignOutput, unsafeOutput, unreadableInventory, fileAccess,
  ]
}
