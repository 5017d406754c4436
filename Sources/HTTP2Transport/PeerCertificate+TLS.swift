import EventLoop
import RPCCore

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
