/// A procedure for people, with the commands of one topology.
struct Runbook: Sendable {
  /// Name of the file without its ending: `switchover-dc1-to-dc2`.
  let id: String
  let title: String
  /// When to use it, and what it does.
  var purpose: [String]
  /// What must not happen; printed in a box.
  var dangers: [String] = []
  /// What must hold before the first step.
  var preflight: [RunbookCheck] = []
  var steps: [RunbookStep] = []
  /// How to abort or recover, and when.
  var aborts: [(until: String, way: String)] = []
}

/// One step of a procedure.
struct RunbookStep: Sendable {
  /// Who does it.
  enum Actor: String, Sendable {
    case operatorOnCall = "operator"
    case second = "second person"
    case both = "operator and second person"
    case automation
  }

  /// What to do.
  enum Action: Sendable {
    /// Something outside a terminal.
    case text(String)
    /// Reads only.
    case command(String)
    /// Changes something; marked in print.
    case change(String)
  }

  let id: String
  let title: String
  var actor = Actor.operatorOnCall
  /// Ids of steps and other conditions that come before.
  var precondition: String
  /// Minutes after which the step has failed; their sum is the time the procedure takes.
  var minutes: Int
  var actions: [Action]
  var checks: [RunbookCheck] = []
  /// Whether its commit takes this runbook and its script out of the tree: the checks then run from a copy.
  var closesRunbook = false
  /// What to do when the verification fails.
  var onFailure: String
  /// What to paste into the record.
  var evidence = "output of the verification"
}
