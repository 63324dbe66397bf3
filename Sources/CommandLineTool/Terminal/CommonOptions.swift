import ArgumentParser

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Suppress informational output.")
  var quiet = false

  /// For commands whose findings go to standard error.
  var terminal: Terminal { terminal(on: 2) }

  /// For commands whose findings go to `descriptor`.
  func terminal(on descriptor: Int32) -> Terminal {
    Terminal(color: color, isQuiet: quiet, descriptor: descriptor)
  }
}
