import KubernetesClient
import Logging
package import Seams
import YAMLSyntax

/// Lets one of several replicas work: the holder of a Lease.
package struct LeaderElector: Sendable {
  private let environment: RuntimeEnvironment
  private let lease: ObjectKey
  private let identity: String
  private let timing: LeaseMachine.Timing
  private let fence: LeaseFence

  /// `fence` opens while the lease is ours.
  package init(
    environment: RuntimeEnvironment, lease: ObjectKey, identity: String, fence: LeaseFence,
    timing: LeaseMachine.Timing = .init()
  ) {
    self.fence = fence
    self.environment = environment
    self.lease = lease
    self.identity = identity
    self.timing = timing
  }

  /// Runs `work` whenever we lead, and cancels it when the lease is lost; until the task is cancelled.
  ///
  /// The lease is given back at the end, so that the next leader need not wait.
  package func run(_ work: @escaping @Sendable () async -> Void) async {
    var machine = LeaseMachine(identity: identity, timing: timing)
    gauge(0)
    while !Task.isCancelled {
      machine = await attempt(machine)
      guard machine.isLeader(now: environment.time.now) else {
        try? await environment.time.sleep(
          environment.randomness.jitter(timing.retry, by: 0.2))
        continue
      }
      fence.open(until: machine.leadsUntil)
      environment.logger.info("leading", metadata: ["lease": "\(lease)"])
      gauge(1)
      machine = await lead(machine, work)
      fence.open(until: nil)
      gauge(0)
      environment.logger.info("no longer leading", metadata: ["lease": "\(lease)"])
    }
  }

  private func gauge(_ value: Double) {
    environment.metrics.set(
      "leader_election_master_status", ["name": lease.name], to: value)
  }

  /// Works and renews side by side; ends when either does.
  private func lead(
    _ start: LeaseMachine, _ work: @escaping @Sendable () async -> Void
  ) async -> LeaseMachine {
    var machine = await withTaskGroup(of: LeaseMachine?.self) { group in
      group.addTask {
        await work()
        return nil
      }
      group.addTask { await self.renew(start) }
      // The work ends only when it is cancelled; the renewal, when the lease is lost.
      var result = start
      for await ended in group {
        if let ended { result = ended }
        group.cancelAll()
      }
      return result
    }
    await release(machine)
    machine.lost()
    return machine
  }

  private func renew(_ start: LeaseMachine) async -> LeaseMachine {
    var machine = start
    while !Task.isCancelled, machine.isLeader(now: environment.time.now) {
      try? await environment.time.sleep(timing.retry)
      guard !Task.isCancelled, let end = machine.leadsUntil else { break }
      // Others may take over soon after that: whatever is under way then is too late.
      let current = machine
      let next = await environment.time.limit(end - environment.time.now) {
        await self.attempt(current)
      }
      guard let next else { break }
      machine = next
      fence.open(until: machine.leadsUntil)
    }
    return machine
  }

  /// One look at the lease and, where it is ours to write, one write.
  private func attempt(_ start: LeaseMachine) async -> LeaseMachine {
    var machine = start
    let sent = environment.time.now
    do throws(APIError) {
      let current = try await read()
      let action = machine.saw(current.map(\.record), now: environment.time.now)
      switch action {
      case .wait: machine.lost()
      case .create:
        try await send(.create(.leases, namespace: lease.namespace, object(nil, transitions: 0)))
        machine.wrote(sent: sent)
      case .take(let record):
        try await send(
          .replace(.leases, lease, object(record, transitions: record.transitions + 1)))
        machine.wrote(sent: sent)
      case .renew(let record):
        try await send(.replace(.leases, lease, object(record, transitions: record.transitions)))
        machine.wrote(sent: sent)
      }
    } catch {
      if error.code != .conflict, error.code != .alreadyExists, !Task.isCancelled {
        environment.logger.warning(
          "cannot renew the lease", metadata: ["lease": "\(lease)", "error": "\(error)"])
      }
    }
    return machine
  }

  private func send(_ request: APIRequest) async throws(APIError) {
    var request = request
    request.timeout = .seconds(5)
    request.isVital = true
    try await environment.client.send(request)
  }

  private func read() async throws(APIError) -> (record: LeaseRecord, transitions: Int)? {
    do throws(APIError) {
      var request = APIRequest.get(.leases, lease)
      request.timeout = .seconds(5)
      request.isVital = true
      let object = try await environment.client.send(request)
      let record = LeaseRecord(
        acquired: object.text("spec", "acquireTime") ?? "",
        holder: object.text("spec", "holderIdentity") ?? "",
        duration: .seconds(object.integer("spec", "leaseDurationSeconds") ?? 15),
        transitions: object.integer("spec", "leaseTransitions") ?? 0,
        resourceVersion: object.text("metadata", "resourceVersion") ?? "",
        renewed: object.text("spec", "renewTime") ?? "")
      return (record, record.transitions)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }

  private func object(_ record: LeaseRecord?, transitions: Int, holder: String? = nil) -> YAMLNode {
    var metadata = YAMLNode.object([
      "name": .string(lease.name), "namespace": .string(lease.namespace),
    ])
    if let version = record?.resourceVersion { metadata.set("resourceVersion", .string(version)) }
    let now = environment.time.wall.microTime
    // A renewal keeps since when the holder leads.
    let isNew = record?.holder != identity || record?.acquired.isEmpty ?? true
    var spec = YAMLNode.object([
      "holderIdentity": .string(holder ?? identity),
      "leaseDurationSeconds": .integer(Int(timing.duration.components.seconds)),
      "leaseTransitions": .integer(transitions), "renewTime": .string(now),
    ])
    spec.set("acquireTime", .string(isNew ? now : record?.acquired ?? now))
    return .object([
      "apiVersion": .string(APIResource.leases.apiVersion), "kind": "Lease", "metadata": metadata,
      "spec": spec,
    ])
  }

  /// Empties the lease if it is still ours.
  private func release(_ machine: LeaseMachine) async {
    // A task that is cancelled cannot send; the requests have timeouts of their own.
    await environment.time.shielded { [self] in
      guard let current = try? await read(), current.record.holder == identity else { return }
      try? await send(
        .replace(
          .leases, lease, object(current.record, transitions: current.transitions, holder: ""))
      )
    }
  }
}
