private import COpenSSL

/// One TLS connection, either side, without a socket: encrypted bytes in and plain bytes out, and the other way round.
///
/// Whoever owns it reads a chunk from the socket, calls `receive`, then `handshake` until that says `.established`, then `read`
/// until that says anything but `.bytes`. What is to be sent is appended to `output` by every call: the caller sends it and empties it
/// before another session uses the same output, also after a failure, whose alert it holds. Confined to one thread at a time.
public final class TLSSession {
  /// Where the handshake stands.
  public enum Handshake: Sendable, Equatable {
    /// More bytes of the peer are needed.
    case needsMore
    /// Both sides may send.
    case established
    /// Terminal: send what `output` holds, then close.
    case failed(TLSFailure)
  }

  /// What a read gave.
  public enum Read: Sendable, Equatable {
    /// So many plain bytes; there may be more.
    case bytes(Int)
    /// All that arrived is read.
    case needsMore
    /// The peer has said that nothing more follows (close_notify). Terminal.
    case closed
    /// Terminal: send what `output` holds, then close.
    case failed(TLSFailure)
  }

  /// Versions that can be negotiated.
  public enum Version: String, Sendable {
    case tls12 = "TLS 1.2"
    case tls13 = "TLS 1.3"
  }

  /// So often a peer may change its keys on one connection; beyond: `.keyUpdates`.
  public static let keyUpdatesMax = 128

  private let session: OpaquePointer
  private let transfer: UnsafeMutablePointer<TLSTransfer>
  public let output: TLSOutput
  private let role: TLSContext.Role
  private var isEstablished = false
  /// How the reading ended.
  private var end: Read?

  /// The server's side of a connection that was accepted.
  /// - Returns: nil without memory.
  public init?(server context: TLSContext, output: TLSOutput) {
    precondition(context.role == .server, "a client's context cannot serve")
    guard let (session, transfer) = Self.make(context, output) else { return nil }
    (self.session, self.transfer, self.output, role) = (session, transfer, output, .server)
    SSL_set_accept_state(session)
  }

  /// The client's side of a connection to the server of that name. The handshake fails with `.certificateOtherName` when the server's
  /// certificate does not have it. Call `handshake` at once: the client speaks first.
  /// - Returns: nil without memory, or when the name can be none.
  public init?(client context: TLSContext, serverName: TLSServerName, output: TLSOutput) {
    precondition(context.role == .client, "a server's context cannot connect")
    guard let (session, transfer) = Self.make(context, output) else { return nil }
    (self.session, self.transfer, self.output, role) = (session, transfer, output, .client)
    SSL_set_connect_state(session)
    guard expect(serverName) else { return nil }
  }

  deinit {
    // Frees the BIO as well, which points to the transfer.
    SSL_free(session)
    transfer.deinitialize(count: 1)
    transfer.deallocate()
  }

  private static func make(
    _ context: TLSContext, _ output: TLSOutput
  ) -> (OpaquePointer, UnsafeMutablePointer<TLSTransfer>)? {
    guard let session = SSL_new(context.pointer) else { return nil }
    let transfer = UnsafeMutablePointer<TLSTransfer>.allocate(capacity: 1)
    transfer.initialize(to: TLSTransfer(output: output))
    guard let bio = TLSTransfer.makeBIO(transfer) else {
      SSL_free(session)
      transfer.deallocate()
      return nil
    }
    SSL_set_bio(session, bio, bio)
    return (session, transfer)
  }

  private func expect(_ serverName: TLSServerName) -> Bool {
    let parameters = SSL_get0_param(session)
    switch serverName {
    case .name(let name):
      X509_VERIFY_PARAM_set_hostflags(
        parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
      guard !name.isEmpty, !name.utf8.contains(0), tls_set_server_name(session, name) == 1 else { return false }
      return X509_VERIFY_PARAM_set1_host(parameters, name, name.utf8.count) == 1
    case .address(let address):
      return X509_VERIFY_PARAM_set1_ip_asc(parameters, address) == 1
    }
  }

  // MARK: In

  /// Takes a chunk that arrived. Borrowed: it must stay as it is until `handshake` says anything but `.established`, or `read` anything
  /// but `.bytes`; by then it is used up.
  public func receive(_ chunk: UnsafeRawBufferPointer) {
    transfer.pointee.input = chunk
  }

  /// Goes on with the handshake.
  public func handshake() -> Handshake {
    if isEstablished { return .established }
    if case .failed(let failure) = end { return .failed(failure) }
    ERR_clear_error()
    let result = SSL_do_handshake(session)
    guard result == 1 else {
      switch classify(result) {
      case .failed(let failure): return fail(failure)
      case .closed: return fail(TLSFailure(.closedEarly))
      case .needsMore, .bytes: return .needsMore
      }
    }
    guard hasHTTP2 else { return fail(TLSFailure(.noApplicationProtocol)) }
    isEstablished = true
    SSL_set_msg_callback(session, TLSTransfer.noteMessage)
    return .established
  }

  private func fail(_ failure: TLSFailure) -> Handshake {
    end = .failed(failure)
    return .failed(failure)
  }

  /// A server's context lets nobody in without it; a server that we connect to may not know ALPN.
  private var hasHTTP2: Bool {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(session, &name, &count)
    return UnsafeBufferPointer(start: name, count: Int(count)).elementsEqual("h2".utf8)
  }

  /// Decrypts what arrived, as many records as fit.
  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
    if let end { return end }
    var count = 0
    while count < buffer.count {
      var read = 0
      ERR_clear_error()
      let result = SSL_read_ex(session, buffer.baseAddress! + count, buffer.count - count, &read)
      if transfer.pointee.isOverLimit { return endReading(limitFailure) }
      guard result == 1 else {
        let step = classify(result)
        if step != .needsMore { end = step }
        return count > 0 ? .bytes(count) : step
      }
      count += read
    }
    return .bytes(count)
  }

  private func endReading(_ failure: TLSFailure) -> Read {
    end = .failed(failure)
    return .failed(failure)
  }

  private var limitFailure: TLSFailure {
    TLSFailure(transfer.pointee.hasRenegotiated ? .renegotiation : .keyUpdates)
  }

  private func classify(_ result: Int32) -> Read {
    if transfer.pointee.isOverLimit { return .failed(limitFailure) }
    switch SSL_get_error(session, result) {
    // All output is taken, so that OpenSSL never waits for writing.
    case SSL_ERROR_WANT_READ: return .needsMore
    case SSL_ERROR_ZERO_RETURN: return .closed
    default: return .failed(.takeFromQueue(verification: SSL_get_verify_result(session)))
    }
  }

  // MARK: Out

  /// Encrypts, as few records as possible.
  /// - Returns: false when the session is not established, or at its end.
  public func write(_ plain: UnsafeRawBufferPointer) -> Bool {
    guard isEstablished, !plain.isEmpty else { return plain.isEmpty }
    if case .failed = end { return false }
    var written = 0
    ERR_clear_error()
    return SSL_write_ex(session, plain.baseAddress, plain.count, &written) == 1 && written == plain.count
  }

  /// Says that nothing more follows (close_notify). Nothing can be written afterwards.
  public func close() {
    guard isEstablished else { return }
    if case .failed = end { return }
    ERR_clear_error()
    SSL_shutdown(session)
  }

  // MARK: What was negotiated

  /// Nil before the handshake is done.
  public var version: Version? {
    guard isEstablished else { return nil }
    return SSL_version(session) == TLS1_3_VERSION ? .tls13 : .tls12
  }

  /// In OpenSSL's spelling, for example "TLS_AES_128_GCM_SHA256".
  public var cipherSuite: String {
    SSL_CIPHER_get_name(SSL_get_current_cipher(session)).map { String(cString: $0) } ?? ""
  }

  /// The peer's certificate, which is verified; nil before the handshake is done, and for a caller without one.
  public var peerCertificate: TLSPeerCertificate? {
    guard isEstablished, SSL_get_verify_result(session) == X509_V_OK else { return nil }
    return SSL_get0_peer_certificate(session).map { CertificateReader.read($0) }
  }
}

extension TLSTransfer {
  /// Whether the peer did what ends a connection.
  var isOverLimit: Bool { hasRenegotiated || keyUpdates > TLSSession.keyUpdatesMax }
}
