import Synchronization

/// Counters, gauges and histograms, and their text form (Prometheus text exposition format 0.0.4).
///
/// Labels must never hold a secret or anything without bounds, such as a message.
package final class MetricsRegistry: Sendable {
  package typealias Labels = KeyValuePairs<String, String>

  /// How values of a family are to be read.
  package enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Upper bounds of the buckets of every histogram, seconds.
  package static let bounds = [0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

  private struct Family {
    var kind: Kind
    var help: String
    var values: [String: Double] = [:]
    var buckets: [String: Buckets] = [:]
  }

  private struct Buckets {
    var counts = [Int](repeating: 0, count: MetricsRegistry.bounds.count)
    var sum = 0.0
    var count = 0
  }

  private let families = Mutex<[String: Family]>([:])

  package init() {}

  /// Says what a family is, so that it shows before its first value.
  package func declare(_ name: String, _ kind: Kind, _ help: String) {
    families.withLock { families in
      if families[name] == nil { families[name] = Family(kind: kind, help: help) }
    }
  }

  /// Adds to a counter.
  package func count(_ name: String, _ labels: Labels = [:], by amount: Double = 1) {
    update(name, .counter) { $0.values[Self.text(labels), default: 0] += amount }
  }

  /// Sets a gauge.
  package func set(_ name: String, _ labels: Labels = [:], to value: Double) {
    update(name, .gauge) { $0.values[Self.text(labels)] = value }
  }

  /// Adds to a gauge.
  package func add(_ name: String, _ labels: Labels = [:], _ amount: Double) {
    update(name, .gauge) { $0.values[Self.text(labels), default: 0] += amount }
  }

  /// Takes one series of a gauge or a counter away.
  package func remove(_ name: String, _ labels: Labels) {
    families.withLock { $0[name]?.values[Self.text(labels)] = nil }
  }

  /// Takes every series away that has a label of this value: what it describes is gone.
  package func removeAll(_ name: String, where label: String, is value: String) {
    let part = Self.text([label: value])
    families.withLock { families in
      let series = families[name]?.values.keys.sorted() ?? []
      for labels in series where ",\(labels),".contains(",\(part),") {
        families[name]?.values[labels] = nil
      }
    }
  }

  /// Replaces every series of a gauge: what is not named is gone.
  package func replace(_ name: String, _ series: [(labels: Labels, value: Double)]) {
    update(name, .gauge) { family in
      family.values = [:]
      for (labels, value) in series { family.values[Self.text(labels)] = value }
    }
  }

  /// Takes a time into a histogram.
  package func observe(_ name: String, _ labels: Labels = [:], _ duration: Duration) {
    let seconds = duration.inSeconds
    update(name, .histogram) { family in
      var buckets = family.buckets[Self.text(labels)] ?? Buckets()
      for (position, bound) in Self.bounds.enumerated() where seconds <= bound {
        buckets.counts[position] += 1
      }
      buckets.sum += seconds
      buckets.count += 1
      family.buckets[Self.text(labels)] = buckets
    }
  }

  /// The value of one series, for tests and for health.
  package func value(_ name: String, _ labels: Labels = [:]) -> Double? {
    families.withLock { $0[name]?.values[Self.text(labels)] }
  }

  private func update(_ name: String, _ kind: Kind, _ body: (inout Family) -> Void) {
    families.withLock { families in
      body(&families[name, default: Family(kind: kind, help: "")])
    }
  }

  private static func text(_ labels: Labels) -> String {
    labels.map { "\($0.key)=\"\(escaped($0.value))\"" }.joined(separator: ",")
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C || $0 == 0x0A }) else { return text }
    return text.reduce(into: "") { result, character in
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }

  /// Every family as text, sorted by name and labels.
  package func render() -> String {
    let families = families.withLock { $0 }
    var output = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      if !family.help.isEmpty { output += "# HELP \(name) \(family.help)\n" }
      output += "# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, value) in family.values.sorted(by: { $0.key < $1.key }) {
        output += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(Self.number(value))\n"
      }
      for (labels, buckets) in family.buckets.sorted(by: { $0.key < $1.key }) {
        Self.render(name, labels, buckets, into: &output)
      }
    }
    return output
  }

  private static func render(
    _ name: String, _ labels: String, _ buckets: Buckets, into output: inout String
  ) {
    let lead = labels.isEmpty ? "" : labels + ","
    for (bound, count) in zip(bounds, buckets.counts) {
      output += "\(name)_bucket{\(lead)le=\"\(number(bound))\"} \(count)\n"
    }
    output += "\(name)_bucket{\(lead)le=\"+Inf\"} \(buckets.count)\n"
    let tail = labels.isEmpty ? "" : "{\(labels)}"
    output += "\(name)_sum\(tail) \(number(buckets.sum))\n"
    output += "\(name)_count\(tail) \(buckets.count)\n"
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
