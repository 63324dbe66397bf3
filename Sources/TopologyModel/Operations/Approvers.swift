import Diagnostics

extension [Located<String>] {
  /// How many different people the list names; the same name in other letters is the same person.
  package var approverCount: Int {
    Set(filter { !$0.value.isEmpty }.map { $0.value.lowercased() }).count
  }
}
