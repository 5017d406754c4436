import Glibc
import Synchronization
import TestCertificates
import Testing

@testable import EventLoop

@Suite("Certificates from files")
struct CertificateReloaderTests {
  private let authority = TestAuthority()

  /// A directory of one test with a pair in it.
  private final class Folder {
    let path = "/tmp/countersign-tls-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    var files: TLSFiles { TLSFiles(certificate: path + "/cert.pem", key: path + "/key.pem") }

    init() { mkdir(path, 0o700) }

    deinit {
      for name in ["cert.pem", "key.pem", "ca.pem", "cert.pem.new", "key.pem.new"] { unlink("\(path)/\(name)") }
      rmdir(path)
    }

    func write(_ name: String, _ bytes: [UInt8]) {
      let descriptor = open("\(path)/\(name).new", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      close(descriptor)
      rename("\(path)/\(name).new", "\(path)/\(name)")
    }

    func write(_ certificate: TestCertificate) {
      write("cert.pem", certificate.certificate)
      write("key.pem", certificate.key)
    }
  }

  /// What a client finds that connects now.
  private func fingerprintServed(by reloader: CertificateReloader) throws -> [UInt8]? {
    let client = TLSSide(client: try TLSContext(authorities: .pem(authority.certificate)))
    let pair = TLSPair(client: client, server: TLSSide(server: reloader.context.current))
    pair.run()
    return pair.client.session.peerCertificate?.fingerprint
  }

  @Test("what changes is read, what does not is left alone, and what is there goes on")
  func changes() throws {
    let folder = Folder()
    let (first, second) = (authority.issue(), authority.issue())
    folder.write(first)
    let reloader = try CertificateReloader(folder.files)
    #expect(try fingerprintServed(by: reloader) == fingerprint(first.certificate))
    let pair = TLSPair(
      client: TLSSide(client: try TLSContext(authorities: .pem(authority.certificate))),
      server: TLSSide(server: reloader.context.current))
    pair.run()
    #expect(reloader.reloadIfChanged() == .unchanged)
    folder.write(second)
    #expect(reloader.reloadIfChanged() == .reloaded)
    #expect(reloader.reloadIfChanged() == .unchanged)
    #expect(try fingerprintServed(by: reloader) == fingerprint(second.certificate))
    #expect(pair.client.write([1]))
    pair.run()
    #expect(pair.server.plain == [1])
  }

  @Test("half a new pair, a broken file and a missing one keep the last good pair, are told once, and heal")
  func kept() throws {
    let folder = Folder()
    let (first, second) = (authority.issue(), authority.issue())
    folder.write(first)
    let reloader = try CertificateReloader(folder.files)
    folder.write("cert.pem", second.certificate)
    let mismatch = TLSConfigurationError(.key, "\(folder.path)/key.pem: is not the certificate's")
    #expect(reloader.reloadIfChanged() == .kept(mismatch))
    #expect(reloader.reloadIfChanged() == .unchanged)
    #expect(reloader.reload() == .kept(mismatch))
    #expect(try fingerprintServed(by: reloader) == fingerprint(first.certificate))
    folder.write("cert.pem", Array(second.certificate.dropLast(40)))
    #expect(reloader.reloadIfChanged() == .kept(.init(.certificate, "\(folder.path)/cert.pem: is not well-formed PEM")))
    unlink(folder.path + "/cert.pem")
    #expect(
      reloader.reloadIfChanged() == .kept(.init(.certificate, "\(folder.path)/cert.pem: No such file or directory")))
    #expect(try fingerprintServed(by: reloader) == fingerprint(first.certificate))
    folder.write(second)
    #expect(reloader.reloadIfChanged() == .reloaded)
    #expect(try fingerprintServed(by: reloader) == fingerprint(second.certificate))
  }

  @Test("authorities are read as well, and taken from the files anew")
  func authorities() throws {
    let folder = Folder()
    folder.write(authority.issue())
    let other = TestAuthority("other")
    folder.write("ca.pem", other.certificate)
    var files = folder.files
    (files.clientAuthorities, files.requiresClientCertificate) = (folder.path + "/ca.pem", true)
    let reloader = try CertificateReloader(files)
    let caller = authority.issue(TestSubject("desk-1"))
    let context = try TLSContext(client: caller.credentials, authorities: .pem(authority.certificate))
    let refused = TLSPair(client: TLSSide(client: context), server: TLSSide(server: reloader.context.current))
    refused.run()
    #expect(refused.server.failure == .certificateUnknownAuthority)
    folder.write("ca.pem", authority.certificate)
    #expect(reloader.reloadIfChanged() == .reloaded)
    let taken = TLSPair(client: TLSSide(client: context), server: TLSSide(server: reloader.context.current))
    taken.run()
    #expect(taken.server.session.peerCertificate?.name == .commonName("desk-1"))
  }

  @Test("what cannot be used is named with its path and its fault")
  func unusable() throws {
    let folder = Folder()
    let certificate = authority.issue()
    func failure(_ files: TLSFiles? = nil) -> String? {
      do throws(TLSConfigurationError) { _ = try CertificateReloader(files ?? folder.files) } catch {
        return error.description.replacing(folder.path + "/", with: "")
      }
      return nil
    }
    #expect(failure() == "certificate: cert.pem: No such file or directory")
    folder.write("cert.pem", certificate.key)
    folder.write("key.pem", certificate.key)
    #expect(failure() == "certificate: cert.pem: holds no certificate in PEM")
    folder.write(certificate)
    #expect(failure() == nil)
    folder.write("key.pem", authority.issue().key)
    #expect(failure() == "key: key.pem: is not the certificate's")
    folder.write("key.pem", certificate.certificate)
    #expect(failure() == "key: key.pem: holds no private key in PEM")
    folder.write(
      "key.pem", Array("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n".utf8))
    #expect(failure() == "key: key.pem: is encrypted")
    folder.write("key.pem", [UInt8](repeating: 0x41, count: TLSFiles.bytesMax + 1))
    #expect(failure() == "key: key.pem: is longer than 1048576 bytes")
    folder.write(certificate)
    var files = folder.files
    files.clientAuthorities = folder.path
    #expect(failure(files) == "authorities: \(folder.path): is no file")
    files.clientAuthorities = folder.path + "/key.pem"
    #expect(failure(files) == "authorities: key.pem: holds no certificate in PEM")
  }

  @Test("the watch looks once a second of the loop's clock, tells what changed, and stops")
  func watch() throws {
    let folder = Folder()
    folder.write(authority.issue())
    let reloader = try CertificateReloader(folder.files)
    let time = ManualTime()
    let loop = try EventLoop(clock: .manual(time))
    loop.adoptCurrentThread()
    let outcomes = Mutex<[CertificateReloader.Outcome]>([])
    let watch = CertificateWatch.start(reloader, on: loop) { outcome in outcomes.withLock { $0.append(outcome) } }
    func pass() {
      loop.turn(waitMicrosecondsMax: 0)
      time.advance(byMicroseconds: CertificateWatch.intervalMicroseconds)
      loop.turn(waitMicrosecondsMax: 0)
    }
    pass()
    #expect(outcomes.withLock { $0 }.isEmpty)
    folder.write(authority.issue())
    pass()
    pass()
    #expect(outcomes.withLock { $0 } == [.reloaded])
    watch.stop()
    folder.write(authority.issue())
    pass()
    pass()
    #expect(outcomes.withLock { $0 } == [.reloaded])
  }
}
