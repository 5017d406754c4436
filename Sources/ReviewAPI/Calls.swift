import Logging
import MessagesBase
import RPCCore
import ReviewCore
import ReviewEngine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What all handlers share: the engine, who calls, and how a refusal ends a call.
///
/// An object, so that handing a handler to each call counts one reference instead of one for each part.
final class Calls: Sendable {
  let engine: ReviewEngine
  /// In force at this moment; reviews keep the one with which they were submitted.
  var policy: ReviewPolicy { engine.policyInForce }
  let log: CallLog
  let limits: APILimits
  let routings: CurrentRoutings
  /// Makes of checked rules what the chain records.
  let recording: @Sendable (ReviewPolicy) -> EnginePolicy
  /// Asked about each proposal; nil where the operator has none.
  let classifier: (any RiskClassifier)?

  init(
    engine: ReviewEngine, policy: ReviewPolicy, recording: @escaping @Sendable (ReviewPolicy) -> EnginePolicy,
    logger: Logger, limits: APILimits, classifier: (any RiskClassifier)? = nil
  ) {
    self.engine = engine
    self.recording = recording
    self.classifier = classifier
    self.limits = limits
    log = CallLog(logger)
    routings = CurrentRoutings(policy: policy)
  }

  /// Who makes this call.
  func caller(_ context: ServerContext) -> Caller { .anonymous }

  /// Judges the caller, then runs a handler's body; a refusal becomes the call's error, and is logged.
  func perform<Answer>(
    _ method: MethodDescription, _ context: ServerContext,
    _ body: (Caller) async throws(Refusal) -> Answer
  ) async throws(RPCError) -> Answer {
    do throws(Refusal) {
      let caller = caller(context)
      try caller.mayCall(method)
      return try await body(caller)
    } catch {
      throw failure(error, of: method)
    }
  }

  /// What the operator's classifier says, who is asked with what the rules say; nil where there is none.
  ///
  /// Before the command is handed to the engine, whose turn never waits for anybody.
  func classifierFinding(_ proposal: Proposal) async -> ClassifierFinding? {
    guard let classifier else { return nil }
    return await classifier.classify(proposal, rules: ReviewCore.classifyRisk(proposal, policy: policy))
  }

  /// The call's error; logged once, here.
  func failure(_ refusal: Refusal, of method: MethodDescription) -> RPCError {
    let error = RPCError(refusal)
    log.refused(method, refusal, code: error.code)
    return error
  }

  /// The engine's time at which a call must have its answer; nil for never.
  func answerDue(_ context: ServerContext) -> Instant? {
    guard let deadline = context.deadlineMicroseconds else { return nil }
    let left = deadline - Self.monotonicMicroseconds() - limits.answerMarginMicroseconds
    return engine.moment(afterMicroseconds: max(0, left))
  }

  /// The clock of calls' deadlines.
  static func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
