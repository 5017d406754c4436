import Testing

@testable import HTTP2Transport

@Suite("Who is connected")
struct PeerCensusTests {
  private func share(_ admission: PeerCensus.Admission) -> PeerShare? {
    if case .admitted(let share) = admission { return share }
    return nil
  }

  private func refusal(_ admission: PeerCensus.Admission) -> ConnectionRefusal? {
    if case .refused(let refusal) = admission { return refusal }
    return nil
  }

  @Test(
    "an IPv6 caller is its network of 64 bits, an IPv4 caller its address",
    arguments: [
      ("10.0.0.1:1", "10.0.0.1:2", true), ("10.0.0.1:1", "10.0.0.2:1", false),
      ("[2001:db8::1]:1", "[2001:db8::ffff:2]:9", true), ("[2001:db8:0:1::1]:1", "[2001:db8:0:2::1]:1", false),
      ("[fe80::1%eth0]:1", "[fe80::2%eth1]:1", true), ("[::1]:1", "127.0.0.1:1", false),
    ])
  func networks(first: String, second: String, isSame: Bool) throws {
    let networks = try [first, second].map { try #require(PeerCensus.Network(peerAddress: $0)) }
    #expect((networks[0] == networks[1]) == isSame)
  }

  @Test("what is no address is not counted together", arguments: ["unix:", "unknown", "", "a:b", "[x]:1"])
  func noAddress(text: String) {
    #expect(PeerCensus.Network(peerAddress: text) == nil)
    let census = PeerCensus(connectionsMax: 3, connectionsPerPeerMax: 1, loopCount: 1)
    let admissions = (0..<4).map { _ in census.admit(peerAddress: text) }
    #expect(admissions.map(refusal) == [nil, nil, nil, .total])
  }

  @Test("one peer is refused at its limit, all at the server's; whoever leaves makes room")
  func limits() throws {
    let census = PeerCensus(connectionsMax: 3, connectionsPerPeerMax: 2, loopCount: 2)
    let first = try #require(share(census.admit(peerAddress: "10.0.0.1:1")))
    #expect(share(census.admit(peerAddress: "10.0.0.1:2")) === first)
    #expect(refusal(census.admit(peerAddress: "10.0.0.1:3")) == .peer)
    #expect(share(census.admit(peerAddress: "10.0.0.2:1")) != nil)
    #expect(refusal(census.admit(peerAddress: "10.0.0.3:1")) == .total)
    census.leave(first)
    #expect(share(census.admit(peerAddress: "10.0.0.1:4")) === first)
  }

  @Test("a peer whose handlers outlive its connections is still the same when it comes back")
  func outliving() throws {
    let census = PeerCensus(connectionsMax: 100, connectionsPerPeerMax: 2, loopCount: 1)
    let first = try #require(share(census.admit(peerAddress: "10.0.0.1:1")))
    first.loops[0].streams.add(1)
    census.leave(first)
    #expect(share(census.admit(peerAddress: "10.0.0.1:2")) === first)
    first.loops[0].streams.add(-1)
    census.leave(first)
    #expect(share(census.admit(peerAddress: "10.0.0.1:3")) !== first)
  }
}
