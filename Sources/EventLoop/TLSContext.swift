private import COpenSSL

/// What all TLS connections of one side share: versions, ciphers, certificate, authorities. Immutable; used by every thread.
///
/// TLS 1.3 and 1.2 alone; in 1.2 only suites with ephemeral keys and authenticated encryption, of which RFC 9113 appendix A forbids
/// none. ALPN "h2" on both sides, or the handshake fails with no_application_protocol (RFC 9113 §3.2). No renegotiation, no compression,
/// no early data, no resumption: each connection proves its certificate anew, so one that was taken back with a reload is
/// worth nothing from then on.
public final class TLSContext: @unchecked Sendable {
  // Unchecked: OpenSSL's own counts and locks make a context that nobody changes any more safe on every thread.

  enum Role { case server, client }

  /// An SSL_CTX. Sessions hold a reference of their own.
  let pointer: OpaquePointer
  let role: Role
  /// When the own certificate's validity ends, in seconds since 1970; nil for a client without one.
  public private(set) var certificateEndUnixSeconds: Int64?

  private static let suites12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
  private static let suites13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
  private static let groups = "X25519:P-256:P-384"
  /// 112 bits: no SHA-1, no RSA below 2048.
  private static let securityLevel: Int32 = 2

  /// A server's context.
  /// - Throws: which part is unusable: what is no PEM, a key that is not the certificate's, authorities without a certificate.
  public convenience init(
    server credentials: TLSCredentials, clientCertificates: TLSClientCertificates = .none
  ) throws(TLSConfigurationError) {
    try self.init(.server)
    try use(credentials)
    SSL_CTX_set_client_hello_cb(pointer, requireApplicationProtocols, nil)
    SSL_CTX_set_alpn_select_cb(pointer, selectHTTP2, nil)
    guard let authorities = clientCertificates.authorities else { return }
    try trust(authorities, announces: true)
    SSL_CTX_set_verify(pointer, verifyMode(clientCertificates), verifyClient)
  }

  /// A client's context.
  /// - Parameter credentials: what is shown to a server that asks for a certificate.
  /// - Throws: like the server's.
  public convenience init(
    client credentials: TLSCredentials? = nil, authorities: TLSServerAuthorities
  ) throws(TLSConfigurationError) {
    try self.init(.client)
    if let credentials { try use(credentials) }
    let protocols: [UInt8] = [2] + Array("h2".utf8)
    // Unlike its siblings this function returns 0 for success.
    guard SSL_CTX_set_alpn_protos(pointer, protocols, UInt32(protocols.count)) == 0 else { throw .library() }
    SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
    switch authorities {
    case .system: guard SSL_CTX_set_default_verify_paths(pointer) == 1 else { throw .library() }
    case .pem(let pem): try trust(pem, announces: false)
    }
  }

  private init(_ role: Role) throws(TLSConfigurationError) {
    guard let pointer = SSL_CTX_new(role == .server ? TLS_server_method() : TLS_client_method()) else {
      throw .library()
    }
    self.pointer = pointer
    self.role = role
    // All of it explicitly: the system's openssl.cnf was read already and may say otherwise.
    SSL_CTX_set_security_level(pointer, Self.securityLevel)
    guard tls_set_versions(pointer, TLS1_2_VERSION, TLS1_3_VERSION) == 1,
      SSL_CTX_set_cipher_list(pointer, Self.suites12) == 1, SSL_CTX_set_ciphersuites(pointer, Self.suites13) == 1,
      tls_set_groups(pointer, Self.groups) == 1, SSL_CTX_set_num_tickets(pointer, 0) == 1,
      SSL_CTX_set_max_early_data(pointer, 0) == 1
    else { throw .library() }
    SSL_CTX_set_options(
      pointer, tls_no_compression | tls_no_renegotiation | tls_no_ticket | tls_server_preference)
    tls_release_buffers(pointer)
    tls_keep_no_sessions(pointer)
    SSL_CTX_set_info_callback(pointer, TLSTransfer.noteAlert)
  }

  deinit { SSL_CTX_free(pointer) }

  private func use(_ credentials: TLSCredentials) throws(TLSConfigurationError) {
    let chain = try PEMReader.certificates(credentials.certificateChain, .certificate)
    defer { PEMReader.free(chain) }
    let key = try PEMReader.privateKey(credentials.privateKey)
    defer { EVP_PKEY_free(key) }
    guard SSL_CTX_use_certificate(pointer, chain[0]) == 1 else { throw .refused(.certificate) }
    for certificate in chain.dropFirst() {
      X509_up_ref(certificate)
      guard tls_add_chain_certificate(pointer, certificate) == 1 else {
        X509_free(certificate)
        throw .refused(.certificate)
      }
    }
    // Compared before it is used: OpenSSL's own words for the difference depend on the kind of key.
    guard X509_check_private_key(chain[0], key) == 1 else {
      ERR_clear_error()
      throw TLSConfigurationError(.key, "is not the certificate's")
    }
    guard SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw .refused(.key) }
    certificateEndUnixSeconds = CertificateReader.endUnixSeconds(chain[0])
  }

  private func trust(_ pem: [UInt8], announces: Bool) throws(TLSConfigurationError) {
    let authorities = try PEMReader.certificates(pem, .authorities)
    defer { PEMReader.free(authorities) }
    let store = SSL_CTX_get_cert_store(pointer)
    for authority in authorities {
      guard X509_STORE_add_cert(store, authority) == 1 else { throw .refused(.authorities) }
      // The names that a client chooses its certificate by.
      if announces, SSL_CTX_add_client_CA(pointer, authority) != 1 { throw .refused(.authorities) }
    }
  }

  private func verifyMode(_ certificates: TLSClientCertificates) -> Int32 {
    switch certificates {
    case .none: SSL_VERIFY_NONE
    case .optional: SSL_VERIFY_PEER
    case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
    }
  }
}

extension TLSConfigurationError {
  fileprivate static func library() -> TLSConfigurationError { refused(.library) }

  /// In OpenSSL's words.
  fileprivate static func refused(_ part: Part) -> TLSConfigurationError {
    let words = ERR_reason_error_string(ERR_peek_last_error()).map { String(cString: $0) }
    ERR_clear_error()
    return TLSConfigurationError(part, "is refused by OpenSSL: \(words ?? "unknown reason")")
  }
}

/// A client without ALPN never reaches `selectHTTP2`, and would be let in.
private func requireApplicationProtocols(
  _ session: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?, _: UnsafeMutableRawPointer?
) -> Int32 {
  var bytes: UnsafePointer<UInt8>?
  var count = 0
  let kind = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
  if SSL_client_hello_get0_ext(session, kind, &bytes, &count) == 1 { return SSL_CLIENT_HELLO_SUCCESS }
  alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
  return SSL_CLIENT_HELLO_ERROR
}

/// Chooses "h2" of what the client offers: names behind their length (RFC 7301 §3.1).
private func selectHTTP2(
  _: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ chosenCount: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  guard let offered, let chosen, let chosenCount else { return SSL_TLSEXT_ERR_ALERT_FATAL }
  let names = UnsafeBufferPointer(start: offered, count: Int(offeredCount))
  var start = 0
  while start < names.count {
    let end = start + 1 + Int(names[start])
    if end <= names.count, names[(start + 1)..<end].elementsEqual("h2".utf8) {
      chosen.pointee = offered + start + 1
      chosenCount.pointee = names[start]
      return SSL_TLSEXT_ERR_OK
    }
    start = end
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL
}

/// After OpenSSL's own checks: a certificate that names nobody, or several, identifies nobody.
private func verifyClient(_ isGood: Int32, _ store: OpaquePointer?) -> Int32 {
  guard isGood == 1, X509_STORE_CTX_get_error_depth(store) == 0 else { return isGood }
  if let certificate = X509_STORE_CTX_get_current_cert(store), CertificateReader.name(certificate) != nil { return 1 }
  X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
  return 0
}
