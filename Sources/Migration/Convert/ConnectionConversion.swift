import Diagnostics
import InfisicalModel

/// The server of a resource, before it has a name.
struct ConnectionDraft: Sendable {
  let spec: InfisicalConnectionSpec
  /// What people would call the server.
  let label: String

  /// What tells two servers apart.
  var parts: [String] { Self.parts(spec) }

  /// What tells two connections apart: address and certificate.
  static func parts(_ spec: InfisicalConnectionSpec) -> [String] {
    let certificate = spec.tls?.caCertificate
    return [
      canonical(spec.address?.value ?? ""), certificate?.namespace?.value ?? "",
      certificate?.name.value ?? "", certificate?.key.value ?? "",
    ]
  }

  /// An address without `/api` and without slashes at its end.
  ///
  /// Operators append `/api` to it; 0.11.5 appends it once more where it is already.
  static func canonical(_ address: String) -> String {
    var rest = Substring(address).utf8
    while rest.last == 0x2F { rest.removeLast() }
    // `http://api` is a host, not a path.
    if rest.suffix(4).elementsEqual("/api".utf8), rest.dropLast(4).last != 0x2F {
      rest.removeLast(4)
    }
    while rest.last == 0x2F { rest.removeLast() }
    return rest.count == address.utf8.count ? address : String(Substring(rest))
  }
}

/// `hostAPI` and `tls` become a connection.
enum ConnectionConversion {
  static func convert(
    _ spec: InfisicalSecretSpec, _ global: GlobalConfiguration?, _ notes: inout FieldNotes
  ) -> ConnectionDraft {
    var connection = InfisicalConnectionSpec()
    let own = spec.hostAPI.flatMap { $0.value.isEmpty ? nil : $0 }
    if let address = own ?? global?.hostAPI {
      connection.address = address.map(ConnectionDraft.canonical)
      if own == nil {
        notes.defaulted(
          "InfisicalConnection.spec.address", ConnectionDraft.canonical(address.value),
          "from ConfigMap infisical-config, which v1beta1 does not read")
      }
    } else {
      notes.defaulted(
        "InfisicalConnection.spec.address", "(absent)",
        "the operator's INFISICAL_HOST_API applies; ConfigMap infisical-config is no longer read")
    }
    if let authority = spec.tls?.caRef {
      var certificate = SecretReference(
        name: authority.secretName, namespace: authority.secretNamespace, key: authority.key)
      certificate.span = authority.span
      connection.tls = ConnectionTLS()
      connection.tls?.span = spec.tls?.span
      connection.tls?.caCertificate = certificate
    } else if let certificate = global?.certificate {
      connection.tls = ConnectionTLS()
      connection.tls?.caCertificate = certificate
      notes.defaulted(
        "InfisicalConnection.spec.tls.caCertificate.name", certificate.name.value,
        "from ConfigMap infisical-config, which v1beta1 does not read")
    }
    return ConnectionDraft(spec: connection, label: label(connection.address?.value))
  }

  /// Host and port of an address.
  private static func label(_ address: String?) -> String {
    guard let address else { return "operator-default" }
    var rest = Substring(address).utf8
    let scheme = rest.prefix { $0 != 0x3A }
    if rest.dropFirst(scheme.count).starts(with: "://".utf8) {
      rest = rest.dropFirst(scheme.count + 3)
    }
    let host = rest.prefix { $0 != 0x2F }
    // What is in front of `@` is a login, and belongs into no name.
    let start = host.lastIndex(of: 0x40).map { host.index(after: $0) } ?? host.startIndex
    return String(Substring(host[start...]))
  }
}
