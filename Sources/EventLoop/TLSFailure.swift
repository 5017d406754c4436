internal import COpenSSL

/// Why a TLS connection did not come about, or ended.
public struct TLSFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// A label for counters and logs; holds nothing that the peer chose.
  public enum Reason: String, Sendable, CaseIterable {
    /// HTTP/1 in cleartext came where a TLS handshake was due.
    case plainHTTP1 = "plain_http1"
    /// HTTP/2 in cleartext came where a TLS handshake was due.
    case plainHTTP2 = "plain_http2"
    /// What came is neither TLS nor HTTP.
    case notTLS = "not_tls"
    /// No common version of TLS 1.3 and 1.2.
    case protocolVersion = "protocol_version"
    /// No common cipher suite, group or signature algorithm.
    case noCommonCipher = "no_common_cipher"
    /// The peer does not speak "h2" by ALPN (RFC 9113 §3.2).
    case noApplicationProtocol = "no_application_protocol"
    /// A certificate was required, and none came.
    case certificateRequired = "certificate_required"
    /// The peer's certificate leads to no authority that we trust.
    case certificateUnknownAuthority = "certificate_unknown_authority"
    /// The peer's certificate, or one above it, is not valid at this time.
    case certificateExpired = "certificate_expired"
    /// The peer's certificate names another server than the one that was asked for.
    case certificateOtherName = "certificate_other_name"
    /// The peer's certificate names nobody, or several: neither exactly one URI nor, without any, exactly one common name.
    case certificateIdentity = "certificate_identity"
    /// The peer's certificate is wrong in another way.
    case certificateInvalid = "certificate_invalid"
    /// The peer ended with an alert.
    case peerAlert = "peer_alert"
    /// The peer asked to negotiate anew.
    case renegotiation = "renegotiation"
    /// The peer changed its keys more often than `TLSSession.keyUpdatesMax`.
    case keyUpdates = "too_many_key_updates"
    /// A record that cannot be decrypted or understood.
    case badRecord = "bad_record"
    /// The handshake took too long.
    case timeout = "handshake_timeout"
    /// The peer closed before the handshake was done.
    case closedEarly = "closed_early"
    /// Anything else.
    case other = "other"
  }

  public var reason: Reason
  /// OpenSSL's own words for it, for the log.
  public var detail: String

  public init(_ reason: Reason, detail: String = "") {
    self.reason = reason
    self.detail = detail
  }

  public var description: String { detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)" }
}

extension TLSFailure {
  /// The last error of this thread's queue, which is empty afterwards: those before it are what lower layers said of the same fault.
  /// - Parameter verification: what SSL_get_verify_result says.
  static func takeFromQueue(verification: Int) -> TLSFailure {
    let error = ERR_peek_last_error()
    defer { ERR_clear_error() }
    let reason = reason(library: tls_error_library(error), tls_error_reason(error), Int32(clamping: verification))
    return TLSFailure(reason, detail: words(error, verification, reason))
  }

  private static func words(_ error: UInt, _ verification: Int, _ reason: Reason) -> String {
    if verification != X509_V_OK, reason != .peerAlert {
      return String(cString: X509_verify_cert_error_string(verification))
    }
    return ERR_reason_error_string(error).map { String(cString: $0) } ?? ""
  }

  private static func reason(library: Int32, _ reason: Int32, _ verification: Int32) -> Reason {
    guard library == ERR_LIB_SSL else { return .other }
    // An alert that the peer sent is its number and this offset.
    if reason >= SSL_AD_REASON_OFFSET { return .peerAlert }
    switch reason {
    case SSL_R_CERTIFICATE_VERIFY_FAILED: return ofVerification(verification)
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return .certificateRequired
    case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST: return .plainHTTP1
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_UNSUPPORTED_SSL_VERSION, SSL_R_WRONG_SSL_VERSION, SSL_R_VERSION_TOO_LOW,
      SSL_R_INAPPROPRIATE_FALLBACK:
      return .protocolVersion
    case SSL_R_NO_SHARED_CIPHER, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, SSL_R_NO_SUITABLE_KEY_SHARE,
      SSL_R_NO_SHARED_GROUPS, SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS, SSL_R_NO_CIPHERS_SPECIFIED:
      return .noCommonCipher
    // Our own look at the client's greeting refuses only the lack of ALPN.
    case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_CALLBACK_FAILED: return .noApplicationProtocol
    default: return .badRecord
    }
  }

  private static func ofVerification(_ result: Int32) -> Reason {
    switch result {
    case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .certificateExpired
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_UNTRUSTED:
      .certificateUnknownAuthority
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .certificateOtherName
    case X509_V_ERR_APPLICATION_VERIFICATION: .certificateIdentity
    default: .certificateInvalid
    }
  }
}
