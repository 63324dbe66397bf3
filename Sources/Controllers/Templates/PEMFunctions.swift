import FoundationEssentials
import GoTemplate
import SwiftASN1
import X509

/// `filterPEM` and `filterCertChain` (operator v0.11.5).
enum PEMFunctions {
  static let all: [GoFunction] = [
    GoFunction("filterPEM", [.string, .string]) { arguments throws(TemplateError) in
      let type = arguments.text()
      let text = arguments.text()
      let blocks = try documents(text)
      let kept = blocks.filter { $0.discriminator.lowercased() == type.lowercased() }
      if kept.isEmpty, blocks.isEmpty, !text.isEmpty {
        throw TemplateError("the text contains no PEM block")
      }
      return .text(kept.map { $0.pemString + "\n" }.joined())
    },
    GoFunction("filterCertChain", [.string, .string]) { arguments throws(TemplateError) in
      let kind = arguments.text()
      let chain = try CertificateChain.ordered(certificates(arguments.text()))
      let kept =
        switch kind {
        case "leaf": chain.filter { !CertificateChain.isAuthority($0) }
        case "intermediate":
          chain.filter { CertificateChain.isAuthority($0) && $0.subject != $0.issuer }
        case "root": chain.filter { $0.subject == $0.issuer && CertificateChain.isAuthority($0) }
        default: throw TemplateError("the kind must be leaf, intermediate or root")
        }
      return .text(try pem(kept))
    },
  ]

  /// Blocks in one text: each certificate of a chain is compared with every other one.
  private static let mostBlocks = 100

  static func documents(_ text: String) throws(TemplateError) -> [PEMDocument] {
    let documents: [PEMDocument]
    do {
      documents = try PEMDocument.parseMultiple(pemString: text)
    } catch {
      throw TemplateError("invalid PEM block")
    }
    guard documents.count <= mostBlocks else {
      throw TemplateError("more than \(mostBlocks) PEM blocks in one text")
    }
    return documents
  }

  static func certificates(_ text: String) throws(TemplateError) -> [Certificate] {
    var certificates: [Certificate] = []
    for document in try documents(text) where document.discriminator == "CERTIFICATE" {
      do {
        certificates.append(try Certificate(pemDocument: document))
      } catch {
        throw TemplateError("a certificate cannot be read")
      }
    }
    return certificates
  }

  static func pem(_ certificates: [Certificate]) throws(TemplateError) -> String {
    do {
      return try certificates.map { try $0.serializeAsPEM().pemString + "\n" }.joined()
    } catch {
      throw TemplateError("a certificate cannot be written")
    }
  }
}

/// The order of certificates.
enum CertificateChain {
  static func isAuthority(_ certificate: Certificate) -> Bool {
    if case .isCertificateAuthority? = try? certificate.extensions.basicConstraints {
      true
    } else {
      false
    }
  }

  /// From the leaf to the root, each signed by the next; more than one chain is an error.
  static func ordered(_ certificates: [Certificate]) throws(TemplateError) -> [Certificate] {
    guard certificates.count > 1 else { return certificates }
    let starts = certificates.filter { candidate in
      !certificates.contains { $0 != candidate && isIssuer(candidate, of: $0) }
    }
    guard starts.count == 1, var current = starts.first else {
      throw TemplateError(
        starts.isEmpty
          ? "the certificates sign each other in a circle"
          : "the certificates are more than one chain")
    }
    var chain = [current]
    while let next = certificates.first(where: { !chain.contains($0) && isIssuer($0, of: current) })
    {
      chain.append(next)
      current = next
    }
    guard chain.count == certificates.count else {
      throw TemplateError("the certificates are more than one chain")
    }
    return chain
  }

  /// By key identifiers where both have them, else by names.
  private static func isIssuer(_ issuer: Certificate, of certificate: Certificate) -> Bool {
    if let wanted = try? certificate.extensions.authorityKeyIdentifier?.keyIdentifier,
      let found = try? issuer.extensions.subjectKeyIdentifier?.keyIdentifier
    {
      return wanted == found
    }
    return certificate.issuer == issuer.subject
  }
}
