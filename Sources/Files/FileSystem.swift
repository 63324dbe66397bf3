#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few calls to the operating system that the tool needs.
package enum FileSystem {
  /// What a path leads to.
  package enum Kind: Sendable {
    case file, folder, link, other
  }

  /// The kind of `path` itself, links not followed; nil when nothing is there.
  package static func kind(_ path: String) -> Kind? {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    return switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// What makes two paths one file: device and number; the path itself where nothing is there.
  package static func identity(_ path: String) -> String {
    var info = stat()
    return stat(path, &info) == 0 ? "\(info.st_dev):\(info.st_ino)" : path
  }

  /// Whether `path` is `folder` or lies in it, links followed as far as there is something.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    let target = identity(folder)
    var current = canonical(path)
    while true {
      if identity(current) == target { return true }
      let parent = OutputPath.parent(current)
      guard !parent.isEmpty, parent != current else { return false }
      current = parent
    }
  }

  /// The path without links; parts that do not exist yet stay as they are written.
  private static func canonical(_ path: String) -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let parent = OutputPath.parent(path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return OutputPath.join(canonical(parent.isEmpty ? "." : parent), name)
  }

  /// The path without links and from the root; nil where nothing is there.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether `path` leads to a folder, links followed.
  package static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// All bytes of a file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { close(descriptor) }
    return try read(descriptor, path)
  }

  /// All bytes of standard input.
  package static func readStandardInput() throws(FileError) -> [UInt8] {
    try read(0, "<stdin>")
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var info = stat()
    let isSized = fstat(descriptor, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    if info.st_mode & S_IFMT == S_IFDIR {
      throw FileError(path: path, action: "read", reason: "it is a directory")
    }
    // One byte more than the size, so that the end of the file is seen without growing.
    var bytes: [UInt8] = []
    while true {
      let room = bytes.isEmpty && isSized ? Int(info.st_size) + 1 : 1 << 16
      var count = 0
      let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
        repeat {
          count = systemRead(descriptor, UnsafeMutableRawBufferPointer(buffer))
        } while count < 0 && errno == EINTR
        initialized = max(0, count)
      }
      if count < 0 { throw failure("read", path) }
      if count == 0 { return bytes }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if isSized, bytes.count == Int(info.st_size), count < room { return bytes }
    }
  }

  /// Writes a new file, bytes and all, to disk.
  package static func write(
    _ bytes: [UInt8], to path: String, flags: Int32 = O_TRUNC
  ) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw failure("write", path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
      if count < 0 {
        if errno == EINTR { continue }
        let problem = failure("write", path)
        close(descriptor)
        throw problem
      }
      written += count
    }
    guard close(descriptor) == 0 else { throw failure("write", path) }
  }

  /// Refuses a path that `replace` could not write: its folder is not there, or it is a folder itself.
  package static func checkReplaceable(_ path: String) throws(FileError) {
    let folder = OutputPath.parent(path)
    let isThere = isFolder(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
    guard isThere, !isFolder(path) else {
      throw FileError(
        path: path, action: "write",
        reason: isThere ? "it is a directory" : "its directory does not exist")
    }
  }

  /// Puts `bytes` at `path` in one step: readers see the old file or the new one.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    try exchange(path, with: bytes, mode: nil)
  }

  /// Writes beside `path`, under a name that nobody else has, and puts the result in its place.
  private static func exchange(
    _ path: String, with bytes: [UInt8], mode: mode_t?
  ) throws(FileError) {
    let temporary = "\(path).redoubt-\(getpid())"
    do throws(FileError) {
      try write(bytes, to: temporary, flags: O_EXCL)
      if let mode, chmod(temporary, mode) != 0 { throw failure("write", path) }
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw FileError(path: path, action: error.action, reason: error.reason)
    }
  }

  /// Puts `bytes` in the place of an existing file in one step; its rights stay, and a link is followed.
  package static func edit(_ path: String, with bytes: [UInt8]) throws(FileError) {
    guard let resolved = realpath(path, nil) else { throw failure("edit", path) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var info = stat()
    guard stat(target, &info) == 0 else { throw failure("edit", path) }
    try exchange(target, with: bytes, mode: info.st_mode & 0o7777)
  }

  /// Moves a file over another.
  package static func rename(_ path: String, to target: String) throws(FileError) {
    guard systemRename(path, target) == 0 else { throw failure("replace", target) }
  }

  /// Removes a file; one that is gone already is fine.
  package static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("delete", path) }
  }

  /// Removes a folder if it is empty; true when it is gone.
  package static func removeIfEmpty(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Creates a folder and those above it.
  package static func createFolder(_ path: String) throws(FileError) {
    if path.isEmpty || kind(path) == .folder { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try createFolder(String(path[..<slash]))
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("create", path) }
  }

  /// Names in a folder, in byte order.
  package static func list(_ path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else { throw failure("list", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  private static func failure(_ action: String, _ path: String) -> FileError {
    FileError(path: path, action: action, reason: String(cString: strerror(errno)))
  }
}

// The members of `FileSystem` hide the calls of the same names.

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  write(descriptor, buffer.baseAddress, buffer.count)
}

private func systemRename(_ path: String, _ target: String) -> Int32 {
  rename(path, target)
}
