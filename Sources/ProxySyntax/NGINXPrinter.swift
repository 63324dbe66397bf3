/// Writes NGINX configurations (nginx.org, "Beginner's Guide", structure of the configuration file).
package enum NGINXPrinter {
  package static func print(_ configuration: BraceConfiguration) -> [UInt8] {
    BracePrinter(terminator: ";") { BracePrinter.quote($0, special: "\"'#\\;{}") }
      .print(configuration)
  }
}
