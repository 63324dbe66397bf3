import Diagnostics
import TopologyModel

/// Where one bucket entry writes, in a form that can be compared.
struct ArchivePlace {
  let endpoint: String
  let path: [Substring]
  let bucket: Bucket
  let text: String

  /// Every place of the topology, in the order of the document.
  static func all(in topology: Topology) -> [ArchivePlace] {
    topology.objectStores.flatMap { store in
      store.buckets.map { bucket in
        let url = store.endpointURL.value
        let name = "\(bucket.name.value)" + (bucket.path.map { "/\($0.value)" } ?? "")
        return ArchivePlace(
          endpoint: "\(url.host.description):\(url.port)", path: name.split(separator: "/"),
          bucket: bucket, text: bucket.destinationPath.value)
      }
    }
  }

  var site: String { bucket.site.value.description }

  /// Equal for places that are one.
  var identity: [Substring] { [Substring(endpoint)] + path }

  /// Whether `other` lies inside of this place.
  func contains(_ other: ArchivePlace) -> Bool {
    endpoint == other.endpoint && path.count < other.path.count && other.path.starts(with: path)
  }
}
