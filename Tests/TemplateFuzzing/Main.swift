import FuzzSupport
import Seams
import TestSupport

@testable import Controllers
@testable import GoTemplate
@testable import InfisicalClient

/// Renders templates that tenants would write to break the operator; see ``FuzzSupport/FuzzRun``.
///
/// Each has the limits that the operator sets by default, so that the bounds of time and of memory are those of the
/// operator too.
@main
struct TemplateFuzzing: FuzzTarget {
  static let name = "redoubt-template-fuzz"
  static let mostMegabytes = 200

  /// Until its error is there: the deadline, and a password hash that was begun, which takes seconds unoptimised.
  private static let mostTime = Duration.seconds(8)
  private static let secret = "Zq7-secret-Kx9"

  private var grammar: TemplateGrammar
  private var mutator: Mutator
  private var random: SeededGenerator
  private let functions = TemplateFunctions(time: SystemTime())
  private var outputs = 0
  private var limits = 0
  private var slowest = Duration.zero

  /// Begins with the lines of the files that have an action.
  init(seed: UInt64, files: [[UInt8]]) {
    // A look-up waits for a name server, which is not what is tried here.
    let called =
      LogicFunctions.all + ComparisonFunctions.all + SprigFunctions.all
      + functions.all.filter { $0.name != "getHostByName" }
    grammar = TemplateGrammar(seed: seed, functions: called)
    let lines = files.flatMap { $0.split(separator: 0x0A) }.map(Array.init)
    mutator = Mutator(
      seed: seed, seeds: lines.filter { $0.contains([0x7B, 0x7B]) }, tokens: TemplateGrammar.tokens)
    random = SeededGenerator(seed: seed)
  }

  mutating func next() -> [UInt8] {
    let template = Array(grammar.next().utf8)
    return switch UInt8.random(in: 0..<8, using: &random) {
    case 0: mutator.next()
    case 1, 2: mutator.broken(template)
    default: template
    }
  }

  mutating func problem(with input: [UInt8]) -> String? {
    let clock = ContinuousClock()
    let start = clock.now
    let limits = TemplateLimits(
      mostSteps: TemplateSettings().mostSteps, mostBytes: TemplateSettings().mostBytes,
      overdueMessage: "overdue", isOverdue: { clock.now - start > .seconds(2) })
    let text = String(decoding: input, as: UTF8.self)
    let renderer = TargetRenderer(
      secrets: Self.secrets, isLenient: input.count % 2 == 0, functions: functions, limits: limits)
    var problem: String?
    do throws(ResourceProblem) {
      _ = try renderer.render(
        input.count % 3 == 0 ? .bulk(text) : .perKey([.init(key: "KEY", text: text)]))
      outputs += 1
    } catch {
      if error.message.contains(Self.secret) {
        problem = "an error tells a secret: \(error.message)"
      }
      if error.message.utf8.count > 4096 {
        problem = "an error of \(error.message.utf8.count) bytes"
      }
      if error.message.contains("the template") { self.limits += 1 }
    }
    let time = clock.now - start
    slowest = max(slowest, time)
    return time > Self.mostTime ? "took \(time)" : problem
  }

  var summary: String { "\(outputs) rendered, \(limits) at a limit, the slowest took \(slowest)" }

  private static let secrets = MergedSecrets([
    Snapshot(
      digest: "",
      direct: ["A", "B"].map {
        FetchedSecret(key: $0, value: Sensitive(secret + $0), path: "/a", revision: nil)
      }, imported: [])
  ])

  static func main() { FuzzRun.main(Self.self) }
}
