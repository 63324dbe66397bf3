import FoundationEssentials
import KubernetesClient
import OperatorRuntime
import Seams
import YAMLSyntax

/// A key of a Secret, with its namespace filled in.
struct SecretKeyReference: Hashable, Sendable {
  let key: ObjectKey
  let entry: String
}

/// Why a resource cannot do its work; says it in words for its condition.
struct ResourceProblem: Error, Hashable, Sendable {
  let message: String
  /// Whether trying again may help although nothing that is watched changes.
  var isTransient = false

  init(_ message: String, isTransient: Bool = false) {
    self.message = message
    self.isTransient = isTransient
  }
}

/// Reads credentials and certificates: live, as nothing of Secrets but their heads is kept.
struct SecretReader: Sendable {
  let environment: RuntimeEnvironment
  let policy: ReferencePolicy

  /// The bytes under a key; `origin` is the namespace of the resource that refers to it.
  func bytes(
    _ reference: SecretKeyReference, from origin: String
  ) async throws(ResourceProblem) -> Sensitive<[UInt8]> {
    let name = "Secret \(reference.key)"
    let object: YAMLNode
    do throws(APIError) {
      object = try await environment.client.send(.get(.secrets, reference.key))
    } catch {
      switch error.code {
      case .notFound: throw ResourceProblem("\(name) does not exist")
      case .forbidden:
        throw ResourceProblem("\(name) may not be read: \(error)", isTransient: true)
      default: throw ResourceProblem("\(name) cannot be read: \(error)", isTransient: true)
      }
    }
    if let refusal = policy.refusal(
      of: name, in: reference.key.namespace,
      annotations: object.pairs("metadata", "annotations"), from: origin)
    {
      throw ResourceProblem(refusal)
    }
    guard let text = object.at("data")?[reference.entry]?.scalar?.text,
      let data = Data(base64Encoded: text), !data.isEmpty
    else { throw ResourceProblem("\(name) has nothing under the key \(reference.entry)") }
    return Sensitive(Array(data))
  }

  /// The text under a key, byte for byte.
  func text(
    _ reference: SecretKeyReference, from origin: String
  ) async throws(ResourceProblem) -> Sensitive<String> {
    let bytes = try await bytes(reference, from: origin).reveal()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ResourceProblem(
        "Secret \(reference.key) has no UTF-8 text under the key \(reference.entry)")
    }
    return Sensitive(text)
  }
}
