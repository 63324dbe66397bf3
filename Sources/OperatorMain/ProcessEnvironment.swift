import FoundationEssentials
import Seams
import Workspace

/// What the operating system says of the process.
enum ProcessEnvironment {
  static let variables: [String: String] = ProcessInfo.processInfo.environment

  /// Memory of the process, as Prometheus' own clients call it.
  static func updateMetrics(_ metrics: MetricsRegistry) {
    guard let bytes = try? FileSystem.read("/proc/self/statm") else { return }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    if fields.count > 1, let pages = Double(fields[1]) {
      metrics.set("process_resident_memory_bytes", to: pages * 4096)
    }
  }
}
