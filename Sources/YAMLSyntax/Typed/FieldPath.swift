/// Where a block is in its document; spelled only when a finding needs it.
indirect enum FieldPath {
  case root(String)
  case field(FieldPath, String)
  case item(FieldPath, String, Int)

  /// The path as messages write it: `spec.targets[0]`; empty at the root.
  var text: String {
    switch self {
    case .root(let name): name
    case .field(let outer, let name): outer.appending(name)
    case .item(let outer, let name, let position): outer.appending("\(name)[\(position)]")
    }
  }

  /// The path of a field of this block.
  func appending(_ name: String) -> String {
    let outer = text
    return outer.isEmpty ? name : "\(outer).\(name)"
  }
}
