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

/// Reads credentials and certificates: live, as nothing of Secrets but their heads is kept.
struct SecretReader: Sendable {
  /// Secrets of namespaces that are not watched are looked at again after this.
  static let pause = Duration.seconds(60)

  let environment: RuntimeEnvironment
  let policy: ReferencePolicy

  /// The bytes under a key; `origin` is the namespace of the resource that refers to it.
  func bytes(
    _ reference: SecretKeyReference, from origin: String
  ) async throws(ResourceProblem) -> Sensitive<[UInt8]> {
    let name = "Secret \(reference.key)"
    // What is refused whatever the object says is not even read: else an error would tell whether it exists.
    if !policy.needsAnnotations(in: reference.key.namespace, from: origin)
      || reference.key.namespace == policy.home,
      let refusal = policy.refusal(
        of: .secret, name, in: reference.key.namespace, annotations: [:], from: origin)
    {
      throw ResourceProblem(refusal, cure: .wait(Self.pause))
    }
    let object: YAMLNode
    do throws(APIError) {
      object = try await environment.client.send(.get(.secrets, reference.key))
    } catch {
      if error.code == .notFound { throw missing(name, reference, origin) }
      throw ResourceProblem("cannot read \(name)", error)
    }
    if let refusal = policy.refusal(
      of: .secret, name, in: reference.key.namespace,
      annotations: object.pairs("metadata", "annotations"), from: origin)
    {
      throw ResourceProblem(refusal, cure: .wait(Self.pause))
    }
    guard let text = object.at("data")?[reference.entry]?.scalar?.text,
      let data = Data(base64Encoded: text), !data.isEmpty
    else {
      throw ResourceProblem(
        "\(name) has no value for the key \(reference.entry)", cure: .wait(Self.pause))
    }
    return Sensitive(Array(data))
  }

  /// Across namespaces, what does not exist looks like what may not be used.
  private func missing(
    _ name: String, _ reference: SecretKeyReference, _ origin: String
  ) -> ResourceProblem {
    if policy.mode == .annotated,
      let refusal = policy.refusal(
        of: .secret, name, in: reference.key.namespace, annotations: [:], from: origin)
    {
      return ResourceProblem(refusal, cure: .wait(Self.pause))
    }
    return ResourceProblem("\(name) does not exist", cure: .wait(Self.pause))
  }

  /// The text under a key, byte for byte.
  func text(
    _ reference: SecretKeyReference, from origin: String
  ) async throws(ResourceProblem) -> Sensitive<String> {
    let bytes = try await bytes(reference, from: origin).reveal()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ResourceProblem(
        "the value of key \(reference.entry) in Secret \(reference.key) is not UTF-8",
        cure: .wait(Self.pause))
    }
    return Sensitive(text)
  }
}
