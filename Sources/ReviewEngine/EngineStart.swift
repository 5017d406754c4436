import AuditTrail
import ReviewCore
import ReviewStore

// What an engine does before its first command.
extension ReviewEngine {
  /// How often a start reads the chain anew because another server appended meanwhile.
  private static let startAttemptCountMax = 8

  /// Reads what the chain holds: policies, waiting reviews, the end of the chain; records that the service started.
  ///
  /// A chain that cannot be read or whose end does not verify does not stop the start: reading and verifying work, and
  /// every writing command is refused with `chainBroken` (domain.md §7).
  /// - Parameters:
  ///   - policyChange: what to do where the chain has another policy in force than the one that is meant.
  ///   - keyChange: what becomes of the keys that were in use before.
  ///   - acceptedState: why an operator starts on a chain that ends too early or failed verification; recorded as the first
  ///     entry, which covers every break before it.
  ///   - adjusting: given where nobody gave a policy as a whole: the one in force by the chain is meant, changed by this
  ///     (nil: as it is), and the engine's own policy only seeds an empty chain (domain.md §4, policy).
  public func start(
    softwareVersion: String, policyChange: PolicyChangeAtStart = .refuse,
    keyChange: SigningKeyChangeAtStart = .keepOthers, acceptedState: String? = nil,
    adjusting: (@Sendable (ReviewPolicy) -> EnginePolicy?)? = nil
  ) async throws(EngineStartError) {
    guard given.isRecordable else { throw .policyTooLarge }
    for _ in 0..<Self.startAttemptCountMax {
      var loader = ChainLoader(
        store: store,
        view: EngineView(head: ChainWriter.emptyHead(origin: origin), policy: given.policy, limits: limits),
        readPolicy: readPolicy)
      try await loader.load()
      let start = try policyAtStart(loader, adjusting, policyChange)
      view.withLock {
        $0.takeChain(from: loader.view)
        $0.activate(start.policy)
      }
      if try await recordStart(softwareVersion, start, keyChange, acceptedState) {
        if let inForce = start.inForce, start.toRecord != nil {
          report(.policyReplaced(inForce: inForce, given: start.policy.version))
        }
        return
      }
    }
    throw .store("other servers wrote at the same moment, \(Self.startAttemptCountMax) times")
  }

  /// Which policy a start means.
  private struct PolicyAtStart {
    let policy: ReviewPolicy
    /// To be put in force; nil where it is.
    let toRecord: EnginePolicy?
    /// Version in force by the chain; nil on an empty one.
    let inForce: String?
  }

  private func policyAtStart(
    _ loader: ChainLoader, _ adjusting: (@Sendable (ReviewPolicy) -> EnginePolicy?)?,
    _ policyChange: PolicyChangeAtStart
  ) throws(EngineStartError) -> PolicyAtStart {
    let inForce = loader.policyInForce.flatMap { loader.view.policies[$0] }
    var meant = given
    if let adjusting, let inForce {
      guard let adjusted = adjusting(inForce) else {
        return PolicyAtStart(policy: inForce, toRecord: nil, inForce: inForce.version)
      }
      meant = adjusted
    }
    guard meant.isRecordable else { throw .policyTooLarge }
    if let inForce, inForce.version == meant.policy.version {
      return PolicyAtStart(policy: inForce, toRecord: nil, inForce: inForce.version)
    }
    if let inForce {
      guard case .activateBySystem = policyChange else {
        throw .policyDiffers(inForce: inForce.version, given: meant.policy.version)
      }
    }
    return PolicyAtStart(policy: meant.policy, toRecord: meant, inForce: inForce?.version)
  }

  /// Records the start, and takes in what other servers append meanwhile: on a busy chain somebody always was faster than
  /// whoever reads all of it.
  ///
  /// - Returns: false when the chain must be read anew, because it may now have another policy in force.
  private func recordStart(
    _ softwareVersion: String, _ start: PolicyAtStart, _ keyChange: SigningKeyChangeAtStart, _ acceptedState: String?
  ) async throws(EngineStartError) -> Bool {
    for _ in 0..<Self.startAttemptCountMax {
      let (head, keys, broken) = view.withLock { ($0.head, $0.service.keys, $0.brokenSequence) }
      if let broken, acceptedState == nil {
        report(.chainBroken(sequence: broken))
        return true
      }
      if let signingKey, keys.isRetired(signingKey.keyID) { throw .signingKeyRetired(keyID: signingKey.keyID) }
      var draft = startEntries(softwareVersion, start, acceptedState, after: head)
      if let signingKey { draft.change(keys, to: signingKey, keyChange, wallClock: clock.now()) }
      let moved: ChainHead
      do throws(StoreError) {
        switch try await store.append(AppendBatch(expectedHead: head, entries: draft.entries)) {
        case .headMoved(let other): moved = other
        case .committed:
          view.withLock { view in
            view.head = draft.end
            if acceptedState != nil { (view.brokenSequence, view.acceptedSequence) = (nil, draft.end.sequence) }
            if let activated = draft.activated { view.service.apply(.policyActivated(activated)) }
            for event in draft.keyEvents { view.service.apply(event) }
          }
          return true
        }
      } catch {
        throw .store(error.detail)
      }
      guard start.toRecord == nil else { return false }
      do throws(Refusal) { try await catchUp(to: moved) } catch { return false }
      guard view.withLock({ $0.policy.version }) == start.policy.version else { return false }
    }
    return false
  }

  /// What a start records.
  fileprivate struct StartEntries {
    var entries: [AuditEntry] = []
    var activated: ServiceEvent.PolicyActivated?
    var keyEvents: [ServiceEvent] = []
    var end: ChainHead
  }

  private func startEntries(
    _ softwareVersion: String, _ start: PolicyAtStart, _ acceptedState: String?, after head: ChainHead
  ) -> StartEntries {
    let now = max(clock.now(), Instant(unixMicroseconds: head.timestampMicroseconds))
    var writer = ChainWriter(head: head)
    var draft = StartEntries(end: head)
    // What was accepted stands before everything that builds on it.
    if acceptedState == nil { draft.activate(start.toRecord, after: start.inForce, &writer, now) }
    draft.entries.append(
      writer.append(
        ServiceEntry.serviceStarted(
          version: softwareVersion, acceptedState: acceptedState, command: writer.head.sequence + 1, now: now)))
    if acceptedState != nil { draft.activate(start.toRecord, after: start.inForce, &writer, now) }
    draft.end = writer.head
    return draft
  }
}

extension ReviewEngine.StartEntries {
  fileprivate mutating func activate(
    _ policy: EnginePolicy?, after inForce: String?, _ writer: inout ChainWriter, _ now: Instant
  ) {
    guard let policy else { return }
    let sequence = writer.head.sequence + 1
    entries.append(
      writer.append(ServiceEntry.policyActivated(policy, previous: inForce ?? "", command: sequence, now: now)))
    activated = ServiceEntry.activation(of: policy, previous: inForce ?? "", sequence, now)
  }

  /// Which keys sign from now on stands after everything else: they sign nothing before.
  fileprivate mutating func change(
    _ keys: SigningKeyRing, to key: SigningKey, _ change: SigningKeyChangeAtStart, wallClock: Instant
  ) {
    let now = Instant(unixMicroseconds: end.timestampMicroseconds)
    keyEvents = keys.change(to: key, change, at: now, wallClock: wallClock)
    var writer = ChainWriter(head: end)
    for event in keyEvents { entries.append(writer.append(event.draft(after: writer.head, now: now))) }
    end = writer.head
  }
}
