import CountersignClient
import EventLoop
import Glibc
import HTTP2Transport
import Messages
import MessagesBase
import RPCCore
import Testing

private typealias V1 = CountersignV1

/// The countersignd that was built beside these tests, with a directory of its own.
private final class Daemon {
  let directory = "/tmp/countersign-client-\(UInt32.random(in: 0...UInt32.max))"
  private var process: pid_t = 0
  /// 20 s in steps of 5 ms.
  private static let pollCountMax = 4_000

  init() { mkdir(directory, 0o700) }

  deinit {
    if process != 0 {
      kill(process, SIGKILL)
      // At once: it has no choice.
      waitpid(process, nil, 0)
    }
    if let listing = opendir(directory) {
      while let entry = readdir(listing) {
        withUnsafeBytes(of: &entry.pointee.d_name) { name in
          _ = unlink(directory + "/" + String(cString: name.baseAddress!.assumingMemoryBound(to: CChar.self)))
        }
      }
      closedir(listing)
    }
    rmdir(directory)
  }

  var address: ListenAddress { .unix(path: "\(directory)/socket") }

  private static var program: String {
    var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = path.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    let own = String(decoding: path.prefix(max(0, count)), as: UTF8.self)
    return own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex) + "/countersignd"
  }

  /// Returns once it serves.
  func start() async throws {
    let ready = directory + "/ready"
    unlink(ready)
    let words = [
      Self.program, "serve", "--listen", "\(address)", "--admin-listen", "127.0.0.1:0", "--event-loops", "1",
      "--database-url", "sqlite:\(directory)/db", "--ready-file", ready,
    ]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    try #require(posix_spawn(&process, words[0], &actions, nil, &arguments, &environment) == 0, "\(words[0])")
    for _ in 0..<Self.pollCountMax where access(ready, F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
    try #require(access(ready, F_OK) == 0, "not ready in time")
  }

  /// By SIGTERM; its exit status, or nil when it does not end in time. Waits without holding a thread: the client's tasks need it.
  func stop() async throws -> Int32? {
    kill(process, SIGTERM)
    var status: Int32 = 0
    for _ in 0..<Self.pollCountMax {
      if waitpid(process, &status, WNOHANG) == process {
        process = 0
        return status
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    return nil
  }
}

@Suite("The typed client and countersignd")
struct DaemonTests {
  private func submit(_ client: CountersignClient<Channel>) async throws -> String {
    let query = V1.SubmitQueryRequest(in: Arena())
    query.userID = "alice"
    query.queryText = "Raise the position in ACME"
    query.actionType = "investment_decision"
    query.mutableTransactionAmount.currencyCode = "USD"
    query.mutableTransactionAmount.units = 8_000_000
    return try #require(try await client.review.submitQuery(query).review?.auditID)
  }

  private func approve(_ client: CountersignClient<Channel>, _ id: String) async throws {
    let opinion = V1.SubmitReviewRequest(in: Arena())
    opinion.auditID = id
    opinion.reviewerID = "bob"
    opinion.reviewerRole = "Senior Analyst"
    opinion.decisionOutcome = .approved
    opinion.supportingEvidence = "The counterparty's audited statements for 2024 support this amount and term."
    _ = try await client.review.submitReview(opinion)
  }

  private func decision(_ client: CountersignClient<Channel>, _ id: String) async throws -> String? {
    let wait = V1.WaitForDecisionRequest(in: Arena())
    wait.auditID = id
    return try await client.review.waitForDecision(wait).review?.status.shortName
  }

  @Test("A proposal is watched over a restart of the server, reviewed, and waited for", .timeLimit(.minutes(2)))
  func lifeOfAReview() async throws {
    let daemon = Daemon()
    try await daemon.start()
    let loops = try EventLoopGroup(count: 1)
    try loops.start()
    defer { loops.stop() }
    var configuration = ChannelConfiguration.countersign
    configuration.limits.backoff.initialMicroseconds = 50_000
    let client = CountersignClient(to: [daemon.address], configuration: configuration, on: loops.loops[0])
    let watch = client.watchPendingReviews(V1.WatchPendingReviewsRequest(in: Arena()))
    guard case .inSync(0) = try await watch.next() else { throw RPCError(.internal, "the set is not empty") }

    let first = try await submit(client)
    guard case .upserted(let seen) = try await watch.next() else { throw RPCError(.internal, "no review came") }
    #expect(seen.auditID == first)

    #expect(try await daemon.stop() == 0)
    try await daemon.start()
    let second = try await submit(client)
    while watch.reviews[second] == nil { _ = try await watch.next() }
    #expect(Set(watch.reviews.keys) == [first, second])

    async let decided = decision(client, first)
    try await approve(client, first)
    #expect(try await decided == "APPROVED")
    while watch.reviews[first] != nil { _ = try await watch.next() }
    #expect(Set(watch.reviews.keys) == [second])
    watch.stop()
    await client.close()
    #expect(try await daemon.stop() == 0)
  }
}
