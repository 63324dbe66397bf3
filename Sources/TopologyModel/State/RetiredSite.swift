/// A site that the topology no longer names, which is never forgotten: its archive outlives it.
package struct RetiredSite: Hashable, Sendable {
  package let id: SiteID
  /// Newest generation of its archive; a site that comes back under this name needs a later one.
  package let epoch: Int

  package init(_ id: SiteID, epoch: Int) {
    self.id = id
    self.epoch = epoch
  }
}
