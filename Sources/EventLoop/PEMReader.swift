private import COpenSSL

/// Reads PEM with OpenSSL. What it returns belongs to the caller, who frees it.
enum PEMReader {
  /// More certificates in one file are refused.
  static let certificatesMax = 1_024

  /// Every certificate of the text, at least one.
  static func certificates(_ pem: [UInt8], _ part: TLSConfigurationError.Part) throws(TLSConfigurationError)
    -> [OpaquePointer]
  {
    var found: [OpaquePointer] = []
    let error = withBIO(pem) { bio in
      while found.count <= certificatesMax, let certificate = PEM_read_bio_X509(bio, nil, refusePassword, nil) {
        found.append(certificate)
      }
      return ERR_peek_last_error()
    }
    let isAtEnd = tls_error_library(error) == ERR_LIB_PEM && tls_error_reason(error) == PEM_R_NO_START_LINE
    ERR_clear_error()
    if isAtEnd, !found.isEmpty { return found }
    free(found)
    throw TLSConfigurationError(
      part, found.isEmpty && isAtEnd ? "holds no certificate in PEM" : "is not well-formed PEM")
  }

  static func free(_ certificates: [OpaquePointer]) {
    for certificate in certificates { X509_free(certificate) }
  }

  /// The private key of the text.
  static func privateKey(_ pem: [UInt8]) throws(TLSConfigurationError) -> OpaquePointer {
    let key = withBIO(pem) { bio in PEM_read_bio_PrivateKey(bio, nil, refusePassword, nil) }
    defer { ERR_clear_error() }
    if let key { return key }
    // OpenSSL's decoders say the same of each of these.
    let isMissing = !pem.contains("PRIVATE KEY-----".utf8)
    let isEncrypted = pem.contains("ENCRYPTED".utf8)
    throw TLSConfigurationError(
      .key,
      isMissing
        ? "holds no private key in PEM" : isEncrypted ? "is encrypted" : "is no private key that OpenSSL can read")
  }

  private static func withBIO<Result>(_ pem: [UInt8], _ body: (OpaquePointer?) -> Result) -> Result {
    ERR_clear_error()
    return pem.withUnsafeBytes { bytes in
      let bio = BIO_new_mem_buf(bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1), Int32(clamping: bytes.count))
      defer { BIO_free(bio) }
      return body(bio)
    }
  }
}

/// OpenSSL would otherwise ask at the terminal.
private func refusePassword(
  _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }

extension [UInt8] {
  fileprivate func contains(_ text: String.UTF8View) -> Bool {
    let text = Array(text)
    guard count >= text.count else { return false }
    return (0...(count - text.count)).contains { self[$0..<($0 + text.count)].elementsEqual(text) }
  }
}
