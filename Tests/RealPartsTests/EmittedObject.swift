import TestSupport
import YAMLSyntax

/// An object of a committed tree, and the containers in it.
struct EmittedObject {
  /// A container with the script it runs.
  struct Container {
    let name: String
    let script: String?
    /// Environment with literal values; what comes from Secrets is absent.
    let environment: [String: String]
  }

  let root: YAMLNode

  init(_ path: String) throws {
    root = ParsedText(try Repository.bytes(path)).root ?? .null
  }

  /// Init containers and containers, in the order in which they run.
  var containers: [Container] {
    let pod =
      root["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"]
      ?? root["spec"]?["template"]?["spec"]
    let nodes = (pod?["initContainers"]?.items ?? []) + (pod?["containers"]?.items ?? [])
    return nodes.map { node in
      var environment: [String: String] = [:]
      for variable in node["env"]?.items ?? [] {
        guard let name = variable["name"]?.scalar?.text else { continue }
        environment[name] = variable["value"]?.scalar?.text
      }
      return Container(
        name: node["name"]?.scalar?.text ?? "", script: node["command"]?.items?.last?.scalar?.text,
        environment: environment)
    }
  }

  func container(_ name: String) -> Container? { containers.first { $0.name == name } }
}
