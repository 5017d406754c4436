import RPCCore
import Testing

@Suite("Connecting, and connecting again")
struct ReconnectingTests {
  @Test("The waits grow as connection-backoff.md has it")
  func backoff() {
    var backoff = ConnectionBackoff()
    var waits: [Int64] = []
    for _ in 0..<13 { waits.append(backoff.next(random: 0.5)) }
    #expect(Array(waits.prefix(4)) == [1_000_000, 1_600_000, 2_560_000, 4_096_000])
    #expect(waits.last == 120_000_000)
    backoff.reset()
    #expect(backoff.next(random: 0) == 800_000)
    #expect(backoff.next(random: 1) == 1_920_000)
  }

  @Test("A first attempt, a success, a lost connection: the next attempt starts at once")
  func reconnect() {
    var machine = SubchannelMachine()
    #expect(machine.connect(nowMicroseconds: 0) == true)
    #expect(machine.connect(nowMicroseconds: 1) == false)
    machine.connected(nowMicroseconds: 2)
    #expect(machine.state == .ready(sinceMicroseconds: 2))
    #expect(machine.ended(nowMicroseconds: 3, hasAnswered: true, random: 0.5) == .connect)
    #expect(!machine.hasFailed)
  }

  @Test("Failed attempts wait longer and longer, counted from their start, and a success forgets them")
  func failures() {
    var machine = SubchannelMachine()
    #expect(machine.connect(nowMicroseconds: 0) == true)
    #expect(machine.ended(nowMicroseconds: 10, hasAnswered: false, random: 0.5) == .waitUntil(1_000_000))
    #expect(machine.hasFailed)
    #expect(machine.connect(nowMicroseconds: 20) == false)
    #expect(machine.waited(nowMicroseconds: 1_000_000) == true)
    #expect(machine.hasFailed, "until it succeeds, callers are told that nobody is there")
    #expect(machine.ended(nowMicroseconds: 9_000_000, hasAnswered: false, random: 0.5) == .waitUntil(9_000_000))
    #expect(machine.waited(nowMicroseconds: 9_000_000) == true)
    machine.connected(nowMicroseconds: 9_000_001)
    #expect(!machine.hasFailed)
    #expect(machine.ended(nowMicroseconds: 9_000_002, hasAnswered: true, random: 0.5) == .connect)
    #expect(machine.ended(nowMicroseconds: 9_000_003, hasAnswered: false, random: 0.5) == .waitUntil(10_000_002))
  }

  @Test("A server that lets us in and hangs up before it answers is not asked as fast as it can hang up")
  func unproven() {
    var machine = SubchannelMachine()
    #expect(machine.connect(nowMicroseconds: 0) == true)
    machine.connected(nowMicroseconds: 0)
    #expect(machine.ended(nowMicroseconds: 5, hasAnswered: false, random: 0.5) == .connect, "once it is trusted")
    machine.connected(nowMicroseconds: 6)
    #expect(machine.ended(nowMicroseconds: 7, hasAnswered: false, random: 0.5) == .waitUntil(1_000_006))
    #expect(!machine.hasFailed, "calls wait for it")
    #expect(machine.waited(nowMicroseconds: 1_000_006) == true)
    machine.connected(nowMicroseconds: 1_000_006)
    #expect(machine.ended(nowMicroseconds: 11_000_006, hasAnswered: false, random: 0.5) == .connect, "it lived long")
    machine.connected(nowMicroseconds: 11_000_007)
    #expect(machine.ended(nowMicroseconds: 11_000_008, hasAnswered: false, random: 0.5) == .connect, "trusted anew")
  }

  @Test("Nothing starts after the close")
  func closed() {
    var machine = SubchannelMachine()
    machine.close()
    #expect(machine.connect(nowMicroseconds: 0) == false)
    #expect(machine.waited(nowMicroseconds: 0) == false)
    #expect(machine.ended(nowMicroseconds: 0, hasAnswered: false, random: 0) == .nothing)
  }

  private func limits(asksWithoutCalls: Bool = false) -> Keepalive.Limits {
    var limits = Keepalive.Limits()
    limits.intervalMicroseconds = 30_000_000
    limits.asksWithoutCalls = asksWithoutCalls
    return limits
  }

  @Test("After silence a PING is sent; without an answer the connection is given up")
  func keepalive() throws {
    var keepalive = try #require(Keepalive(limits(), nowMicroseconds: 0))
    #expect(keepalive.firstMicroseconds == 30_000_000)
    keepalive.read(nowMicroseconds: 5_000_000)
    #expect(keepalive.timer(nowMicroseconds: 30_000_000, hasCalls: true) == .wait(untilMicroseconds: 35_000_000))
    #expect(keepalive.timer(nowMicroseconds: 35_000_000, hasCalls: true) == .ping(nextMicroseconds: 55_000_000))
    #expect(keepalive.timer(nowMicroseconds: 54_999_999, hasCalls: true) == .wait(untilMicroseconds: 55_000_000))
    #expect(keepalive.timer(nowMicroseconds: 55_000_000, hasCalls: true) == .giveUp)
    keepalive.read(nowMicroseconds: 55_000_000)
    #expect(keepalive.timer(nowMicroseconds: 55_000_000, hasCalls: true) == .wait(untilMicroseconds: 85_000_000))
  }

  @Test("Without calls nobody asks, unless told to; and never more often than servers bear")
  func curiosity() throws {
    var quiet = try #require(Keepalive(limits(), nowMicroseconds: 0))
    #expect(quiet.timer(nowMicroseconds: 30_000_000, hasCalls: false) == .wait(untilMicroseconds: 60_000_000))
    var curious = try #require(Keepalive(limits(asksWithoutCalls: true), nowMicroseconds: 0))
    #expect(curious.timer(nowMicroseconds: 30_000_000, hasCalls: false) == .ping(nextMicroseconds: 50_000_000))
    var eager = Keepalive.Limits()
    #expect(Keepalive(eager, nowMicroseconds: 0) == nil)
    eager.intervalMicroseconds = 1
    #expect(try #require(Keepalive(eager, nowMicroseconds: 0)).firstMicroseconds == 10_000_000)
    #expect(try #require(Keepalive(eager, factor: 4, nowMicroseconds: 0)).firstMicroseconds == 40_000_000)
    eager.intervalMicroseconds = .max
    #expect(try #require(Keepalive(eager, factor: .max, nowMicroseconds: 0)).firstMicroseconds > 40_000_000)
  }

  @Test(
    "A timeout is written in the finest unit that eight digits hold, rounded up",
    arguments: [
      (-1, "1n"), (0, "1n"), (1, "1u"), (99_999_999, "99999999u"), (100_000_000, "100000m"), (100_000_001, "100001m"),
      (99_999_999_001, "100000S"), (7_200_000_000_000_000, "2000000H"), (.max, "99999999H"),
    ] as [(Int64, String)])
  func timeout(_ microseconds: Int64, _ text: String) {
    #expect(String(decoding: TimeoutHeader.encode(microseconds: microseconds), as: UTF8.self) == text)
  }

  @Test("What is written is read as no less")
  func timeoutRoundTrip() {
    for shift in 0..<58 {
      let microseconds = Int64(1) << shift + 12_345
      let read = TimeoutHeader.encode(microseconds: microseconds).withUnsafeBytes { TimeoutHeader($0) }
      guard case .microseconds(let value) = read else {
        Issue.record("\(microseconds)")
        continue
      }
      #expect(value >= microseconds && value - microseconds < 3_600_000_000)
    }
  }
}
