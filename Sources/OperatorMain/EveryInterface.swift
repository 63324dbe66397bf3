#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The address that stands for every interface of the machine.
enum EveryInterface {
  /// `::`, or `0.0.0.0` where the kernel was started without IPv6.
  static let host: String = hasIPv6 ? "::" : "0.0.0.0"

  private static var hasIPv6: Bool {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET6, kind, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // A socket can be had where no address can be bound: IPv6 may be switched off for all interfaces.
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
      }
    }
  }
}
