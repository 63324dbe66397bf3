/// Writes keepalived configurations (keepalived.conf(5), 2.2).
package enum KeepalivedPrinter {
  package static func print(_ configuration: BraceConfiguration) -> [UInt8] {
    BracePrinter(terminator: "") { BracePrinter.quote($0, special: "!\"#\\") }.print(configuration)
  }
}
