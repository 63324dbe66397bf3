package import KubernetesClient
import Logging
package import Seams
package import YAMLSyntax

/// Keeps a store equal to what the API server has, and tells of each change.
package final class Informer<Item: Sendable, Index: Hashable & Sendable>: Sendable {
  /// Hears of a change after the store has it; old or new is nil for new and deleted objects.
  package typealias Handler = @Sendable (_ key: ObjectKey, _ old: Item?, _ new: Item?) -> Void

  /// A server ends watches itself after this; long, as bookmarks keep them fresh.
  private static var watchSeconds: Int { 300 }
  /// A server sends a bookmark a minute: a watch that is silent for longer is half-open.
  private static var silence: Duration { .seconds(90) }

  private let resource: APIResource
  private let namespace: String?
  private let metadataOnly: Bool
  /// Whether the operator works without the rights to see these objects.
  private let isOptional: Bool
  private let client: KubernetesClient
  private let store: Store<Item, Index>
  private let decode: @Sendable (ObjectHead, YAMLNode) -> Item?
  private let handler: Handler
  private let relisted: @Sendable () -> Void
  private let time: any TimeSource
  private let randomness: Randomness
  private let logger: Logger
  private let synced: SyncedFlag

  /// `decode` trims an object to what is needed; nil means that it is of no interest.
  ///
  /// `relisted` hears when everything was listed again after a gap: what came and went in the gap
  /// shows up nowhere.
  package init(
    _ resource: APIResource, namespace: String? = nil, metadataOnly: Bool = false,
    isOptional: Bool = false, environment: RuntimeEnvironment, store: Store<Item, Index>,
    synced: SyncedFlag,
    decode: @escaping @Sendable (ObjectHead, YAMLNode) -> Item?,
    relisted: @escaping @Sendable () -> Void = {}, handler: @escaping Handler
  ) {
    self.resource = resource
    self.namespace = namespace
    self.metadataOnly = metadataOnly
    self.isOptional = isOptional
    client = environment.client
    time = environment.time
    randomness = environment.randomness
    logger = environment.logger
    self.store = store
    self.synced = synced
    self.decode = decode
    self.handler = handler
    self.relisted = relisted
    synced.expect()
  }

  /// Lists and watches until the task is cancelled.
  package func run() async {
    let backoff = Backoff(first: .milliseconds(500), most: .seconds(30))
    var machine = WatchMachine()
    var listed: Set<ObjectKey> = []
    var isSynced = false
    while !Task.isCancelled {
      switch machine.action {
      case .list(let page, let limit):
        if page == nil { listed = [] }
        do throws(APIError) {
          let answer = try await client.send(
            .list(
              resource, namespace: namespace, limit: limit, from: page, metadataOnly: metadataOnly))
          for object in answer["items"]?.items ?? [] {
            if let key = update(object) { listed.insert(key) }
          }
          let isComplete = machine.take(
            .page(
              version: answer.text("metadata", "resourceVersion") ?? "",
              next: answer.text("metadata", "continue")))
          if isComplete {
            for key in store.keys(in: namespace).sorted() where !listed.contains(key) {
              remove(key)
            }
            listed = []
            if isSynced { relisted() } else { synced.reached() }
            isSynced = true
          }
        } catch {
          report(error)
          machine.take(.failed(error.code))
          // What we may not see is not there, as far as we are concerned; the rights may come later.
          if isOptional, error.code == .forbidden, !isSynced {
            synced.reached()
            isSynced = true
          }
        }
      case .watch(let version):
        machine = await watch(machine, from: version)
      case .pause(let failures):
        try? await time.sleep(backoff.delay(after: failures, randomness))
        machine.take(.paused)
      }
    }
  }

  private func watch(_ start: WatchMachine, from version: String) async -> WatchMachine {
    let progress = WatchProgress(start)
    let begin = time.now
    let request = APIRequest.watch(
      resource, namespace: namespace, from: version, seconds: Self.watchSeconds,
      metadataOnly: metadataOnly)
    do throws(APIError) {
      try await client.watch(request, idle: Self.silence) { [self] event in
        switch event {
        case .added(let object), .modified(let object):
          update(object)
          await progress.take(.change(version: Self.version(object)))
        case .deleted(let object):
          if let head = ObjectHead(object) { remove(head.key) }
          await progress.take(.change(version: Self.version(object)))
        case .bookmark(let version): await progress.take(.change(version: version))
        case .failed(let error):
          if error.code != .gone { report(error) }
          await progress.fail(.broken(error.code))
          return false
        }
        return true
      }
      // A watch that ends at once without a word is a failure: asking again at once would be a storm.
      if time.now - begin < .seconds(1), await !progress.hasNews, !Task.isCancelled {
        await progress.fail(.failed(.transport))
      }
      return await progress.end()
    } catch {
      if error.code != .gone { report(error) }
      await progress.fail(.failed(error.code))
      return await progress.end()
    }
  }

  private static func version(_ object: YAMLNode) -> String {
    object.text("metadata", "resourceVersion") ?? ""
  }

  private func report(_ error: APIError) {
    guard !Task.isCancelled else { return }
    logger.warning(
      "cannot watch", metadata: ["resource": "\(resource.plural)", "error": "\(error)"])
  }

  @discardableResult
  private func update(_ object: YAMLNode) -> ObjectKey? {
    guard let head = ObjectHead(object) else { return nil }
    guard let item = decode(head, object) else {
      remove(head.key)
      return nil
    }
    let old = store.set(head.key, item)
    handler(head.key, old, item)
    return head.key
  }

  private func remove(_ key: ObjectKey) {
    guard let old = store.set(key, nil) else { return }
    handler(key, old, nil)
  }
}

/// The machine while a watch hands it events.
private actor WatchProgress {
  private var machine: WatchMachine
  private var hasFailed = false
  /// Whether anything was told.
  private(set) var hasNews = false

  init(_ machine: WatchMachine) { self.machine = machine }

  func take(_ event: WatchMachine.Event) {
    hasNews = true
    machine.take(event)
  }

  func fail(_ event: WatchMachine.Event) {
    guard !hasFailed else { return }
    hasFailed = true
    machine.take(event)
  }

  func end() -> WatchMachine {
    if !hasFailed { machine.take(.ended) }
    return machine
  }
}
