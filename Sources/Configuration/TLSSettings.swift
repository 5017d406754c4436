/// Where the certificates are with which calls are encrypted.
public struct TLSSettings: Sendable, Equatable {
  /// PEM.
  public var certificateFile: String
  /// PEM.
  public var keyFile: String
  /// PEM of the authorities of client certificates; nil to ask for none.
  public var clientAuthorityFile: String?

  /// Nil for cleartext. A certificate without its key, or authorities without a certificate, would otherwise be a server that
  /// is less safe than its operator believes.
  init?(reading reader: inout SettingReader) {
    let certificate = reader.value(.tlsCertificate, parsePath)
    let key = reader.value(.tlsKey, parsePath)
    clientAuthorityFile = reader.value(.tlsClientAuthority, parsePath)
    Self.require(.tlsKey, beside: .tlsCertificate, &reader)
    Self.require(.tlsCertificate, beside: .tlsKey, &reader)
    Self.require(.tlsCertificate, beside: .tlsClientAuthority, &reader)
    guard let certificate, let key else { return nil }
    (certificateFile, keyFile) = (certificate, key)
  }

  private static func require(_ needed: Setting, beside given: Setting, _ reader: inout SettingReader) {
    guard let value = reader.last(given), reader.last(needed) == nil else { return }
    reader.add(value.place, "needs --\(needed.rawValue) as well")
  }
}
