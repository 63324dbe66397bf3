import TopologyChecks

extension RenderedFile {
  /// The file as rules about output see it; nil for what they do not read.
  var output: OutputFile? {
    if let node { return OutputFile(path: path, content: .object(node)) }
    guard path.hasPrefix("lb/") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return OutputFile(path: path, content: .lines(lines))
  }
}
