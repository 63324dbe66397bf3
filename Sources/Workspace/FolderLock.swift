package import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps two builds from writing one folder at a time; the system releases it with the process.
package struct FolderLock: Sendable {
  private let descriptor: Int32

  /// Waits until no other process holds the folder.
  package init(_ folder: String) throws(FileError) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      throw FileError(path: folder, action: "lock", reason: String(cString: strerror(errno)))
    }
  }

  /// Lets the next build in.
  package func release() { close(descriptor) }
}
