/// What has to happen to an output folder so that it equals a plan.
package struct ChangeSet: Sendable {
  /// One file to write or to delete.
  package enum Change: Hashable, Sendable {
    case create(path: String, bytes: [UInt8])
    case update(path: String, old: [UInt8], bytes: [UInt8])
    case delete(path: String, old: [UInt8])

    package var path: String {
      switch self {
      case .create(let path, _), .update(let path, _, _), .delete(let path, _): path
      }
    }

    /// Bytes to write; nil for a deletion.
    var bytes: [UInt8]? {
      switch self {
      case .create(_, let bytes), .update(_, _, let bytes): bytes
      case .delete: nil
      }
    }

    /// Bytes there now; nil for a new file.
    var old: [UInt8]? {
      switch self {
      case .create: nil
      case .update(_, let old, _), .delete(_, let old): old
      }
    }
  }

  /// Changes by path.
  package let changes: [Change]
  /// Files that are as they should be.
  package let unchanged: Int
  /// What the folder will own.
  package let inventory: Inventory
  /// The change to the inventory file itself; nil when it is as it should be.
  let inventoryChange: Change?

  /// Whether the folder equals the plan.
  package var isEmpty: Bool { changes.isEmpty && !changesInventory }

  /// Whether the inventory file itself differs.
  package var changesInventory: Bool { inventoryChange != nil }
}
