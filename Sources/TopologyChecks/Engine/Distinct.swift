import Diagnostics
import TopologyModel

extension [Site] {
  /// One site for each place that a setting was written: what sites share is reported once.
  ///
  /// Sites in which the setting has no place (a default) count once together.
  func distinct(by place: (Site) -> SourceSpan?) -> [Site] {
    var seen: Set<SourceSpan?> = []
    return filter { seen.insert(place($0)).inserted }
  }
}
