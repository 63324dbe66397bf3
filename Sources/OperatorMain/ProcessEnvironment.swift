import Files
import FoundationEssentials
import Seams

/// What the operating system says of the process.
enum ProcessEnvironment {
  static let variables: [String: String] = ProcessInfo.processInfo.environment

  /// File of the authorities that stand for the system's.
  static var authoritiesFile: String? {
    variables["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Memory of the process, as Prometheus' own clients call it.
  static func updateMetrics(_ metrics: MetricsRegistry) {
    guard let bytes = try? FileSystem.read("/proc/self/statm") else { return }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    if fields.count > 1, let pages = Double(fields[1]) {
      metrics.set("process_resident_memory_bytes", to: pages * 4096)
    }
  }
}
