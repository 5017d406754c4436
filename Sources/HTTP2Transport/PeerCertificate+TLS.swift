import EventLoop
import RPCCore

extension Peer {
  /// What a handshake has shown.
  convenience init(address: String, _ session: TLSSession) {
    let version: TLSVersion? =
      switch session.version {
      case .tls12: .tls12
      case .tls13: .tls13
      case nil: nil
      }
    self.init(
      address: address, certificate: session.peerCertificate.map { PeerCertificate($0) }, tlsVersion: version)
  }
}

extension PeerCertificate {
  /// What the handshake has verified, in the words of calls.
  init(_ certificate: TLSPeerCertificate) {
    let name: Name? =
      switch certificate.name {
      case .uri(let uri): .uri(uri)
      case .commonName(let name): .commonName(name)
      case nil: nil
      }
    self.init(name: name, fingerprint: certificate.fingerprint)
  }
}
