public import Diagnostics
package import YAMLSyntax

/// Compute resources of one container.
public struct Resources: Sendable {
  /// Processor request.
  public var cpu: Located<Quantity>
  /// Memory request.
  public var memory: Located<Quantity>
  /// Memory limit; the request when absent.
  public var memoryLimit: Located<Quantity>?
  /// Processor limit; none when absent.
  public var cpuLimit: Located<Quantity>?
  /// Where the block was written.
  public var span: SourceSpan?

  /// Requests, with the memory limit equal to the memory request.
  public init(cpu: Located<Quantity>, memory: Located<Quantity>) {
    self.cpu = cpu
    self.memory = memory
  }

  /// The limit in force.
  package var effectiveMemoryLimit: Located<Quantity> { memoryLimit ?? memory }
}

extension Resources: FieldBlock {
  package static let summary = "Compute resources of one container."

  package init() {
    self.init(cpu: Located(.millicores(100)), memory: Located(.mebibytes(128)))
  }

  package mutating func visit(_ fields: inout some FieldVisitor) {
    fields.scalar("cpu", &cpu, "CPU request")
    fields.scalar("memory", &memory, "memory request")
    fields.scalar("memoryLimit", &memoryLimit, "memory limit; defaults to the request")
    fields.scalar("cpuLimit", &cpuLimit, "CPU limit; none by default")
  }
}
