import ArgumentParser

/// `HOST:PORT`, `:PORT` for every interface, `[::1]:PORT` for IPv6, or `0` for none.
struct HostPort: ExpressibleByArgument, Equatable {
  /// Empty for every interface.
  let host: String
  let port: Int

  /// What to bind: for every interface that of IPv6, which takes IPv4 as well, where the machine has it.
  var boundHost: String { host.isEmpty ? EveryInterface.host : host }

  var isOff: Bool { port == 0 }

  init?(argument: String) {
    if argument == "0" {
      host = ""
      port = 0
      return
    }
    guard let colon = argument.lastIndex(of: ":"),
      let port = Int(argument[argument.index(after: colon)...]), (1...65535).contains(port)
    else { return nil }
    var host = String(argument[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    self.host = host
    self.port = port
  }
}
