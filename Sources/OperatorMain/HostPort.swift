import ArgumentParser

/// `HOST:PORT`, `:PORT` for every interface (IPv6 and, through it, IPv4), `[::1]:PORT` for IPv6, or `0` for none.
struct HostPort: ExpressibleByArgument, Equatable {
  let host: String
  let port: Int

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
    self.host = host.isEmpty ? "::" : host
    self.port = port
  }
}
