import InfisicalClient
import KubernetesClient
import OperatorRuntime
import Seams

/// The metrics of the operator itself; those of controllers and queues have the names of
/// controller-runtime, which dashboards expect.
enum OperatorMetrics {
  static func declare(_ metrics: MetricsRegistry) {
    metrics.declare(
      "controller_runtime_reconcile_total", .counter, "Reconciliations by controller and result.")
    metrics.declare(
      "controller_runtime_reconcile_errors_total", .counter, "Reconciliations that failed.")
    metrics.declare(
      "controller_runtime_reconcile_time_seconds", .histogram, "Duration of reconciliations.")
    metrics.declare(
      "controller_runtime_active_workers", .gauge, "Active workers.")
    metrics.declare("workqueue_depth", .gauge, "Keys waiting for a worker.")
    metrics.declare("workqueue_adds_total", .counter, "Keys added to a queue.")
    metrics.declare("workqueue_retries_total", .counter, "Keys requeued after a failure.")
    metrics.declare(
      "workqueue_queue_duration_seconds", .histogram, "Time that keys wait for a worker.")
    metrics.declare(
      "rest_client_requests_total", .counter, "Requests to the API server by method and status.")
    metrics.declare(
      "leader_election_master_status", .gauge, "Whether this replica is the leader.")
    metrics.declare(
      "controller_resource_status", .gauge, "Whether a resource is ready (1) or not (0).")
    metrics.declare(
      "infisical_api_calls_total", .counter, "Calls to Infisical by address, call and status.")
    metrics.declare(
      "infisical_auth_calls_total", .counter, "Logins by identity, which is an InfisicalAuth.")
    metrics.declare(
      "infisical_rate_limited_total", .counter, "Responses with status 429.")
    metrics.declare(
      "infisical_cache_hits_total", .counter,
      "Fetches without changes, by how that was detected.")
    metrics.declare(
      "infisical_circuit_open", .gauge, "Whether the circuit breaker of a server is open.")
    metrics.declare(
      "infisical_token_lifetime_seconds", .gauge, "Time until the token of an identity expires.")
    metrics.declare(
      "infisical_last_sync_age_seconds", .gauge,
      "Time since the sources of a resource were last read; the oldest source counts.")
    metrics.declare(
      "infisical_next_refresh_seconds", .gauge, "Time until a resource is refreshed.")
    metrics.declare("infisical_sources", .gauge, "Distinct sources that are fetched.")
    metrics.declare("infisical_target_writes_total", .counter, "Writes of targets.")
    metrics.declare(
      "infisical_managed_target_manual_drift_total", .counter,
      "Manual edits of targets that were reverted.")
    metrics.declare(
      "redoubt_events_dropped_total", .counter, "Events dropped because too many were waiting.")
    metrics.declare("infisical_events_total", .counter, "Events received from Infisical.")
    metrics.declare("infisical_event_streams_opened_total", .counter, "Event streams opened.")
    metrics.declare("infisical_event_streams_ended_total", .counter, "Event streams that ended.")
  }

  /// Sets the gauges that are true only at the moment of asking; without a term there are none.
  static func update(_ term: LeaderTerm?, _ environment: RuntimeEnvironment, _ caches: Caches) {
    let metrics = environment.metrics
    let now = environment.time.now
    metrics.set("infisical_sources", to: Double(term?.board.count ?? 0))
    var lifetimes: [(labels: MetricsRegistry.Labels, value: Double)] = []
    for session in term?.sessions.all ?? [] {
      for owner in session.owners {
        lifetimes.append((["identity": owner.description], session.remaining?.inSeconds ?? 0))
      }
    }
    metrics.replace("infisical_token_lifetime_seconds", lifetimes)
    var ages: [(labels: MetricsRegistry.Labels, value: Double)] = []
    var nexts: [(labels: MetricsRegistry.Labels, value: Double)] = []
    for key in term == nil ? [] : caches.staticSecrets.store.keys {
      guard let term else { break }
      let sources = term.board.sources(of: key)
      let labels: MetricsRegistry.Labels = ["namespace": key.namespace, "name": key.name]
      let reads = sources.compactMap(\.standing.succeededAt)
      // What was never read, or is read no more, is as old as the last sync, or as the term.
      let last =
        reads.count == sources.count ? reads.min() : term.secretReconciler.memory[key]?.syncedAt
      ages.append((labels, (now - (last ?? term.startedAt)).inSeconds))
      if let next = sources.compactMap(\.standing.nextAt).min() {
        nexts.append((labels, max(0, (next - now).inSeconds)))
      }
    }
    metrics.replace("infisical_last_sync_age_seconds", ages)
    metrics.replace("infisical_next_refresh_seconds", nexts)
  }
}
