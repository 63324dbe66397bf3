package import Diagnostics

extension Topology {
  /// The host that users resolve.
  package var host: Located<String> {
    dnsName.map { $0.map(\.description) } ?? siteURL.map(\.host.description)
  }

  /// The site with role active; rules guarantee that there is exactly one.
  package var activeSite: Site? { sites.first { $0.role.value == .active } }

  package func site(_ id: SiteID) -> Site? { sites.first { $0.id.value == id } }

  /// The sites by id: what becomes part of a pod or of a Cluster does not depend on the document's order,
  /// which would restart them when it changes.
  package var sitesByID: [Site] {
    sites.sorted { $0.id.value.description < $1.id.value.description }
  }

  /// The sites beside `site`, preferred promotion targets first.
  package func peers(of site: Site) -> [Site] {
    sites.enumerated()
      .filter { $0.element.id.value != site.id.value }
      .sorted {
        ($0.element.drPriority?.value ?? .max, $0.offset)
          < ($1.element.drPriority?.value ?? .max, $1.offset)
      }
      .map(\.element)
  }

  /// The bucket that `site` writes to for `purpose`, and the store that holds it.
  package func bucket(
    of site: Site, _ purpose: BucketPurpose
  ) -> (store: ObjectStore, bucket: Bucket)? {
    for store in objectStores {
      for bucket in store.buckets
      where bucket.site.value == site.id.value && bucket.purpose.value == purpose {
        return (store, bucket)
      }
    }
    return nil
  }
}
