import Glibc
import Synchronization

/// Why a connection was closed as soon as it was accepted. Also the label of a counter.
public enum ConnectionRefusal: Int, Sendable, CaseIterable {
  /// `TransportLimits.connectionsMax`, or what the process has of descriptors.
  case total
  /// `TransportLimits.connectionsPerPeerMax`
  case peer
  /// The process has no descriptor or no memory left for it.
  case resources
}

/// Who is connected to a server, over all of its loops: decides who else may be.
final class PeerCensus: Sendable {
  /// An IPv4 address, or the first 64 bits of an IPv6 address, which is what one caller gets of them.
  struct Network: Hashable, Sendable {
    private let bits: UInt64

    /// Nil for a unix socket: its callers are local and have no address to tell them apart.
    init?(peerAddress: String) {
      guard let colon = peerAddress.lastIndex(of: ":") else { return nil }
      let host = peerAddress[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") {
        // A zone such as %eth0 is no part of the address.
        guard let bits = Self.firstBits(String(host.dropFirst().dropLast().prefix { $0 != "%" })) else { return nil }
        self.bits = bits
      } else {
        var address = in_addr()
        guard inet_pton(AF_INET, String(host), &address) == 1 else { return nil }
        // No IPv6 network that is in use begins with 32 zero bits.
        bits = UInt64(UInt32(bigEndian: address.s_addr))
      }
    }

    private static func firstBits(_ text: String) -> UInt64? {
      var address = in6_addr()
      guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
      return withUnsafeBytes(of: address) { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
  }

  enum Admission {
    case admitted(PeerShare)
    case refused(ConnectionRefusal)
  }

  private struct Peer {
    let share: PeerShare
    var connectionCount = 0

    var isGone: Bool { connectionCount == 0 && !share.hasHandlers }
  }

  private struct State {
    var total = 0
    var peers: [Network: Peer] = [:]
  }

  private let state = Mutex(State())
  private let connectionsMax: Int
  private let connectionsPerPeerMax: Int
  private let loopCount: Int

  init(connectionsMax: Int, connectionsPerPeerMax: Int, loopCount: Int) {
    self.connectionsMax = connectionsMax
    self.connectionsPerPeerMax = connectionsPerPeerMax
    self.loopCount = loopCount
  }

  /// Takes one more connection in. Each that is admitted must `leave` once.
  func admit(peerAddress: String) -> Admission {
    let network = Network(peerAddress: peerAddress)
    return state.withLock { state in
      guard state.total < connectionsMax else { return .refused(.total) }
      var peer = network.flatMap { state.peers[$0] } ?? Peer(share: PeerShare(network: network, loopCount: loopCount))
      guard peer.connectionCount < connectionsPerPeerMax else { return .refused(.peer) }
      state.total += 1
      peer.connectionCount += 1
      if let network {
        if state.peers.count > 2 * state.total { state.peers = state.peers.filter { !$0.value.isGone } }
        state.peers[network] = peer
      }
      return .admitted(peer.share)
    }
  }

  /// A connection is closed. Its handlers may still run, and count for its peer until they end.
  func leave(_ share: PeerShare) {
    state.withLock { state in
      state.total -= 1
      guard let network = share.network, var peer = state.peers[network] else { return }
      peer.connectionCount -= 1
      state.peers[network] = peer.isGone ? nil : peer
    }
  }
}

/// What the connections of one peer have in use together.
final class PeerShare: Sendable {
  let network: PeerCensus.Network?
  /// One for each loop; only the loop writes.
  let loops: [HandlerCount]

  init(network: PeerCensus.Network?, loopCount: Int) {
    self.network = network
    loops = (0..<loopCount).map { _ in HandlerCount() }
  }

  var hasHandlers: Bool { loops.contains { $0.calls.count != 0 || $0.streams.count != 0 } }
}

/// How many handlers run: of calls that are answered once, and of calls that are answered with a stream, which may last for hours.
final class HandlerCount: Sendable {
  let calls = LoopCounters.Gauge()
  let streams = LoopCounters.Gauge()
}
