import Configuration
import EventLoop
import Glibc
import Logging

/// Reads the certificates that the configuration names; nil for cleartext.
/// - Throws: one line that names the setting, the file and what is wrong with it.
func readCertificates(_ configuration: Configuration.ServerConfiguration) throws(StartupFailure) -> CertificateReloader?
{
  guard let settings = configuration.tls else { return nil }
  let files = TLSFiles(
    certificate: settings.certificateFile, key: settings.keyFile, clientAuthorities: settings.clientAuthorityFile)
  do throws(TLSConfigurationError) { return try CertificateReloader(files) } catch {
    throw StartupFailure(error.line)
  }
}

extension CertificateReloader {
  /// Reads the files anew, and says what came of it.
  func reload(log: Logger) { reload().write(to: log, certificateEnd: context.current.certificateEndText) }

  /// Looks for changed files until the watch is stopped.
  func watch(on loop: EventLoop, log: Logger) -> CertificateWatch {
    CertificateWatch.start(self, on: loop) { outcome in
      outcome.write(to: log, certificateEnd: self.context.current.certificateEndText)
    }
  }
}

extension CertificateReloader.Outcome {
  fileprivate func write(to log: Logger, certificateEnd: String) {
    switch self {
    case .unchanged: break
    case .reloaded: log.notice("certificates read anew", metadata: ["valid-until": "\(certificateEnd)"])
    case .kept(let error): log.error("the certificates in force stay: \(error.line)")
    }
  }
}

extension TLSConfigurationError {
  fileprivate var line: String {
    switch part {
    case .certificate: "--tls-cert: \(message)"
    case .key: "--tls-key: \(message)"
    case .authorities: "--tls-client-ca: \(message)"
    case .library: "--tls-cert: \(message)"
    }
  }
}

extension TLSContext {
  /// When the server's certificate ends (RFC 3339).
  var certificateEndText: String {
    certificateEndUnixSeconds.map { UTCTime(timespec(tv_sec: Int($0), tv_nsec: 0)).text } ?? "unknown"
  }
}

extension TLSSettings {
  /// What callers meet.
  var description: String {
    "TLS 1.3 and 1.2, " + (clientAuthorityFile == nil ? "no client certificates" : "client certificates asked for")
  }
}
