/// What a resource does, in words of neither version: the common ground of the two interpreters.
struct Meaning: Equatable {
  struct Server: Equatable {
    /// Address without `/api`; nil where the operator's own default holds.
    var address: String?
    var certificate: [String]?
  }

  struct Login: Equatable {
    var method: String
    var identity: String?
    /// Everything else that the login depends on.
    var details: [String]
  }

  struct Folder: Equatable {
    var projectId: String?
    var projectSlug: String?
    var environment: String
    var path: String
    var isRecursive: Bool
  }

  struct Target: Equatable {
    var kind: String
    var namespace: String
    var name: String
    var type: String?
    var isOwned: Bool
    var labels: [String: String]
    var annotations: [String: String]
    var data: [String: [UInt8]]
  }

  var name: String
  var namespace: String
  var server: Server
  var login: Login
  var folder: Folder
  var refreshSeconds: Int
  var hasEvents: Bool
  var targets: [Target]
}

/// A secret as the server returns it.
struct FakeSecret: Equatable {
  var value: [UInt8]
  var path: String
}

/// What both interpreters read: the same secrets for the same folder.
enum FakeServer {
  static func secrets(_ folder: Meaning.Folder) -> [String: FakeSecret] {
    let seed =
      "\(folder.projectId ?? "")\(folder.projectSlug ?? "")\(folder.environment)\(folder.path)"
    var secrets = [
      "USER": "\(seed)-user", "PASSWORD": "p\"a\\ss: {}\nsecond line\ttab", "EMPTY": "",
      "my-key": "ünïcode # no comment", "ONLY": "only", "B64": "gIGC/w==", "A": "from the server",
      "NULL": "null", "NUMBER": "0123",
    ].mapValues { FakeSecret(value: Array($0.utf8), path: folder.path) }
    secrets["BINARY"] = FakeSecret(value: [0, 255, 10, 13, 128], path: folder.path)
    return secrets
  }
}
