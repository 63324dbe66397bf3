import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Looks names up with a deadline.
///
/// `getaddrinfo` cannot be interrupted and may wait for minutes where a server does not answer: it runs on a thread of
/// its own, and anyone who asked goes on without it. Only so many of these may be under way.
package enum NameLookup {
  /// Why there is no answer.
  package struct Failure: Error {
    package let message: String
  }

  private static let deadline: Int = 3
  /// One namespace asks for one at a time: with this many, one whose name server is silent leaves room for others.
  private static let most = 32
  private static let running = Mutex(0)

  /// One of the addresses of a name; empty when there is none.
  package static func address(of name: String) throws(Failure) -> String {
    // What is not a name is not asked for: no resolver takes more than 253 characters.
    guard !name.isEmpty, name.utf8.count <= 253, !name.utf8.contains(0) else { return "" }
    let isAdmitted = running.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
    guard isAdmitted else {
      throw Failure(message: "too many pending name lookups")
    }
    let request = Request(name)
    guard request.start(ended: { running.withLock { $0 -= 1 } }) else {
      running.withLock { $0 -= 1 }
      throw Failure(message: "the name cannot be looked up")
    }
    guard let answer = request.wait(seconds: deadline) else {
      throw Failure(message: "name lookup timed out after \(deadline) s")
    }
    return answer
  }

  fileprivate static func resolve(_ name: String) -> String {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(name, nil, &hints, &list) == 0, let first = list else { return "" }
    defer { freeaddrinfo(list) }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard
      getnameinfo(
        first.pointee.ai_addr, first.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0,
        NI_NUMERICHOST) == 0
    else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// One look-up: its thread writes the answer, and anyone who asked polls for it.
private final class Request: Sendable {
  private let name: String
  private let answer = Mutex<String?>(nil)
  private let ended = Mutex<(@Sendable () -> Void)?>(nil)

  init(_ name: String) { self.name = name }

  /// Whether the look-up is under way; `ended` is called at its end, whenever that is.
  func start(ended: @escaping @Sendable () -> Void) -> Bool {
    self.ended.withLock { $0 = ended }
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    // The thread owns one reference, which it takes over from here.
    let box = Unmanaged.passRetained(self)
    let status = pthread_create(&thread, &attributes, threadBody, box.toOpaque())
    if status != 0 { box.release() }
    return status == 0
  }

  fileprivate func run() {
    let text = NameLookup.resolve(name)
    answer.withLock { $0 = text }
    ended.withLock { $0 }?()
  }

  /// The answer; nil when there is none in time.
  func wait(seconds: Int) -> String? {
    for _ in 0..<(seconds * 200) {
      if let text = answer.withLock({ $0 }) { return text }
      var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
      nanosleep(&pause, nil)
    }
    return answer.withLock { $0 }
  }
}

#if canImport(Darwin)
  private func threadBody(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Request>.fromOpaque(pointer).takeRetainedValue().run()
    return nil
  }
#else
  private func threadBody(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { Unmanaged<Request>.fromOpaque(pointer).takeRetainedValue().run() }
    return nil
  }
#endif
