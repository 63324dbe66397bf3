import Foundation

/// Machines on one network segment, as network namespaces, gone with the value's owner.
///
/// Needs root's rights; each machine's interface is called `veth0`.
package final class NamespaceNetwork: Sendable {
  /// The program that manages them.
  package let ip: Tool
  /// Names of the namespaces, one a machine.
  package let names: [String]
  private let hub: String

  /// Makes the network; `addresses` are those of the machines, with prefix lengths.
  package init(_ addresses: [String]) throws {
    guard let ip = Tool.find("ip") else { throw CocoaError(.fileNoSuchFile) }
    self.ip = ip
    names = addresses.indices.map { "redoubt-\(getpid())-\($0)" }
    hub = "redoubt-\(getpid())-hub"
    for name in names + [hub] { try ip.run(["netns", "add", name]) }
    try ip.run(["-n", hub, "link", "add", "hub", "type", "bridge"])
    try ip.run(["-n", hub, "link", "set", "hub", "up"])
    for (position, name) in names.enumerated() {
      let port = "port\(position)"
      try ip.run([
        "link", "add", "veth0", "netns", name, "type", "veth", "peer", "name", port, "netns", hub,
      ])
      try ip.run(["-n", hub, "link", "set", port, "master", "hub", "up"])
      for device in ["lo", "veth0"] { try ip.run(["-n", name, "link", "set", device, "up"]) }
      try ip.run(["-n", name, "addr", "add", addresses[position], "dev", "veth0"])
    }
  }

  deinit {
    for name in names + [hub] { _ = try? ip.run(["netns", "del", name]) }
  }

  /// Pulls the cable of a machine.
  package func cut(_ position: Int) throws {
    try ip.run(["-n", hub, "link", "set", "port\(position)", "down"])
  }

  /// Puts the cable of a machine back.
  package func join(_ position: Int) throws {
    try ip.run(["-n", hub, "link", "set", "port\(position)", "up"])
  }

  /// Waits until a machine has `address`, or has not; false after 60 seconds, as machines that run tests can be busy.
  package func holds(_ address: String, _ position: Int, isWanted: Bool = true) async throws -> Bool
  {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let shown = try ip.run(["-n", names[position], "-o", "addr", "show", "dev", "veth0"]).output
      if shown.contains(" \(address)/") == isWanted { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
