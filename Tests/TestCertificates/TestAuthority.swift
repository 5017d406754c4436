import COpenSSL

/// A certificate and its key in PEM, made for one test.
public struct TestCertificate: Sendable {
  /// The certificate alone.
  public var certificate: [UInt8]
  public var key: [UInt8]
}

/// What a test wants to be certified.
public struct TestSubject: Sendable {
  public var commonNames: [String] = ["test"]
  /// As OpenSSL writes them: "DNS:localhost", "IP:127.0.0.1", "URI:spiffe://a/b".
  public var alternativeNames: [String] = []
  /// From now, in seconds.
  public var validity: ClosedRange<Int> = -3_600...86_400

  public init(_ commonNames: String..., alternativeNames: [String] = [], validity: ClosedRange<Int> = -3_600...86_400) {
    self.commonNames = commonNames
    self.alternativeNames = alternativeNames
    self.validity = validity
  }

  /// Whom tests connect to.
  public static let server = TestSubject("server", alternativeNames: ["DNS:localhost", "IP:127.0.0.1", "IP:::1"])
}

/// An authority of one test, with ECDSA P-256 keys.
public final class TestAuthority: @unchecked Sendable {
  // Unchecked: made once, then only read.

  private let key: OpaquePointer
  private let pointer: OpaquePointer
  /// In PEM.
  public let certificate: [UInt8]

  public init(_ name: String = "test authority") {
    let (key, pointer) = (makeKey(), X509_new()!)
    (self.key, self.pointer) = (key, pointer)
    fill(pointer, TestSubject(name), key: key, issuer: nil)
    addExtension(pointer, issuer: pointer, NID_basic_constraints, "critical,CA:TRUE")
    addExtension(pointer, issuer: pointer, NID_key_usage, "critical,keyCertSign,cRLSign")
    X509_sign(pointer, key, EVP_sha256())
    certificate = pem { PEM_write_bio_X509($0, pointer) }
  }

  deinit {
    X509_free(pointer)
    EVP_PKEY_free(key)
  }

  public func issue(_ subject: TestSubject = .server) -> TestCertificate {
    let own = makeKey()
    let made = X509_new()!
    defer {
      EVP_PKEY_free(own)
      X509_free(made)
    }
    fill(made, subject, key: own, issuer: pointer)
    if !subject.alternativeNames.isEmpty {
      addExtension(made, issuer: pointer, NID_subject_alt_name, subject.alternativeNames.joined(separator: ","))
    }
    X509_sign(made, key, EVP_sha256())
    return TestCertificate(
      certificate: pem { PEM_write_bio_X509($0, made) },
      key: pem { PEM_write_bio_PrivateKey($0, own, nil, nil, 0, nil, nil) })
  }
}

/// SHA-256 over the DER of the first certificate of the text.
public func fingerprint(_ certificate: [UInt8]) -> [UInt8] {
  let bio = BIO_new_mem_buf(certificate, Int32(certificate.count))
  defer { BIO_free(bio) }
  let read = PEM_read_bio_X509(bio, nil, nil, nil)
  defer { X509_free(read) }
  var digest = [UInt8](repeating: 0, count: 32)
  X509_digest(read, EVP_sha256(), &digest, nil)
  return digest
}

private func makeKey() -> OpaquePointer {
  let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
  defer { EVP_PKEY_CTX_free(context) }
  EVP_PKEY_keygen_init(context)
  EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1)
  var key: OpaquePointer?
  EVP_PKEY_keygen(context, &key)
  return key!
}

private func fill(_ certificate: OpaquePointer, _ subject: TestSubject, key: OpaquePointer, issuer: OpaquePointer?) {
  X509_set_version(certificate, 2)
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...(1 << 60)))
  X509_gmtime_adj(X509_getm_notBefore(certificate), subject.validity.lowerBound)
  X509_gmtime_adj(X509_getm_notAfter(certificate), subject.validity.upperBound)
  X509_set_pubkey(certificate, key)
  for name in subject.commonNames {
    X509_NAME_add_entry_by_NID(
      X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8, Array(name.utf8), Int32(name.utf8.count), -1, 0
    )
  }
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer ?? certificate))
}

private func addExtension(_ certificate: OpaquePointer, issuer: OpaquePointer, _ kind: Int32, _ value: String) {
  var context = X509V3_CTX()
  X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
  let made = X509V3_EXT_conf_nid(nil, &context, kind, value)
  defer { X509_EXTENSION_free(made) }
  X509_add_ext(certificate, made, -1)
}

private func pem(_ write: (OpaquePointer?) -> Int32) -> [UInt8] {
  let bio = BIO_new(BIO_s_mem())
  defer { BIO_free(bio) }
  _ = write(bio)
  var text = [UInt8](repeating: 0, count: 16 << 10)
  let count = BIO_read(bio, &text, Int32(text.count))
  return Array(text.prefix(Int(max(0, count))))
}
