package import Files

/// A file that a command is to read.
package struct InputFile: Hashable, Sendable {
  /// Path to open; `-` is standard input.
  package let path: String
  /// Path below the argument that led to it.
  package let relative: String

  /// What people call it.
  package var name: String { path == "-" ? "<stdin>" : path }

  /// All bytes of the file; standard input is not read here, as that can be done once only.
  package var contents: Result<[UInt8], FileError> {
    do throws(FileError) {
      return .success(try FileSystem.read(path))
    } catch {
      return .failure(error)
    }
  }
}

/// Finds the files that paths of a command line stand for.
package enum InputFiles {
  /// Files named by `paths`: a file stands for itself, a folder for every `*.yaml` and `*.yml` below it.
  ///
  /// Order is that of the arguments, then that of the names; a file is listed once, however it is
  /// spelled and whatever links lead to it. Hidden folders and links to folders are left out.
  package static func find(_ paths: [String]) throws(FileError) -> [InputFile] {
    var files: [InputFile] = []
    var seen: Set<String> = []
    for path in paths {
      if path != "-", FileSystem.isFolder(path) {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        for relative in try below(folder, "", isYAML) {
          let full = folder == "." ? relative : OutputPath.join(folder, relative)
          if seen.insert(FileSystem.identity(full)).inserted {
            files.append(InputFile(path: full, relative: relative))
          }
        }
      } else if seen.insert(path == "-" ? path : FileSystem.identity(path)).inserted {
        let name =
          path == "-" ? "stdin.yaml" : path.split(separator: "/").last.map(String.init) ?? path
        files.append(InputFile(path: path, relative: name))
      }
    }
    return files
  }

  /// Every file below `folder` that `isWanted` names, by path; hidden folders and links to folders are
  /// left out, and a folder that is not there has no files.
  package static func find(
    below folder: String, where isWanted: (String) -> Bool
  ) throws(FileError) -> [String] {
    FileSystem.kind(folder) == .folder ? try below(folder, "", isWanted) : []
  }

  private static func isYAML(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  private static func below(
    _ folder: String, _ prefix: String, _ isWanted: (String) -> Bool
  ) throws(FileError) -> [String] {
    var result: [String] = []
    for name in try FileSystem.list(folder) where !name.hasPrefix(".") {
      let path = OutputPath.join(folder, name)
      switch FileSystem.kind(path) {
      case .folder: result += try below(path, "\(prefix)\(name)/", isWanted)
      case .file, .link:
        guard isWanted(name), !FileSystem.isFolder(path) else { continue }
        result.append(prefix + name)
      default: continue
      }
    }
    return result
  }
}
