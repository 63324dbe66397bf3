import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Sockets of tests.
package enum Port {
  private static let taken = Atomic<Int>(0)

  /// A TCP port that nothing listens on, another one each time.
  ///
  /// It lies below the range from which the system gives ports to clients: one of those could be taken
  /// by any connection before the test's program binds it.
  package static func free() -> Int {
    while true {
      let number = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      let port = 12_000 + (Int(getpid()) * 97 + number) % 20_000
      if canBind(port) { return port }
    }
  }

  private static func canBind(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Whether something accepts connections.
  package static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  /// Asks until `condition` holds; false when it does not within `seconds`.
  package static func wait(
    seconds: Double = 20, until condition: () throws -> Bool
  ) async rethrows -> Bool {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    while clock.now < end {
      if try condition() { return true }
      await Task.yield()
      try? await Task.sleep(for: .milliseconds(20))
    }
    return try condition()
  }
}
