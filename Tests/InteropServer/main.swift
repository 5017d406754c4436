import EventLoop
import Glibc
import HTTP2Transport
import MessagesBase
import RPCCore
import TestMessages

// Serves grpc.testing.TestService on 127.0.0.1 until SIGTERM, and says so in one line on its standard output.
let usage = "usage: interop-server --port P [--tls-cert F --tls-key F [--tls-client-ca F]]\n"

func fail(_ text: String) -> Never {
  _ = text.withCString { write(2, $0, strlen($0)) }
  exit(2)
}

var options: [String: String] = [:]
var rest = CommandLine.arguments.dropFirst()
while let name = rest.popFirst() {
  guard ["--port", "--tls-cert", "--tls-key", "--tls-client-ca"].contains(name), let value = rest.popFirst() else {
    fail(usage)
  }
  options[name] = value
}
guard let port = options["--port"].flatMap(UInt16.init), (options["--tls-cert"] == nil) == (options["--tls-key"] == nil)
else { fail(usage) }

var configuration = ServerConfiguration()
if let certificate = options["--tls-cert"], let key = options["--tls-key"] {
  let files = TLSFiles(certificate: certificate, key: key, clientAuthorities: options["--tls-client-ca"])
  do throws(TLSConfigurationError) { configuration.tls = try CertificateReloader(files).context } catch {
    fail("\(error)\n")
  }
}

// Blocked before any thread starts, so that the main thread alone takes them.
var endings = sigset_t()
sigemptyset(&endings)
sigaddset(&endings, SIGTERM)
sigaddset(&endings, SIGINT)
pthread_sigmask(SIG_BLOCK, &endings, nil)

var router = Router()
InteropService().register(in: &router)
// One loop: what a test did first is done first.
let loops = try EventLoopGroup(count: 1)
let server = HTTP2Server(router: router, configuration: configuration, loops: loops)
try loops.start()
let addresses = try server.start([.tcp(host: "127.0.0.1", port: port)])
let line = "listening on \(addresses[0])\n"
_ = line.withCString { write(1, $0, strlen($0)) }
var received: Int32 = 0
sigwait(&endings, &received)
// Before the end: what is left running now would be left running for good.
let snapshot = server.snapshot
let last =
  "active handlers \(snapshot.activeHandlers), open streams \(snapshot.streamsOpen), cancelled \(snapshot.streamsCancelled)\n"
_ = last.withCString { write(1, $0, strlen($0)) }
server.stop()
loops.stop()
