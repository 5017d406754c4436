import EventLoop
import Glibc
import HTTP2Transport
import MessagesBase
import RPCCore
import TestMessages

// bench-server PORT [--tls-cert FILE --tls-key FILE]: serves bench.v1.Bench on 127.0.0.1 with one event loop, until SIGTERM.

let arguments = CommandLine.arguments
let isTLS = arguments.count == 6 && arguments[2] == "--tls-cert" && arguments[4] == "--tls-key"
guard isTLS || arguments.count == 2, let port = UInt16(arguments[1]) else {
  let usage = "usage: bench-server PORT [--tls-cert FILE --tls-key FILE]\n"
  _ = usage.withCString { write(2, $0, strlen($0)) }
  exit(2)
}
var configuration = ServerConfiguration()
// Each watcher is a handler that runs.
configuration.limits.activeHandlersMax = 20_000
if isTLS {
  configuration.tls = try CertificateReloader(TLSFiles(certificate: arguments[3], key: arguments[5])).context
}
var router = Router()
BenchService(hub: EventHub()).register(in: &router)

// Blocked before any thread starts, so that the main thread alone takes them.
var endings = sigset_t()
sigemptyset(&endings)
sigaddset(&endings, SIGTERM)
sigaddset(&endings, SIGINT)
pthread_sigmask(SIG_BLOCK, &endings, nil)

let loops = try EventLoopGroup(count: 1)
let server = HTTP2Server(router: router, configuration: configuration, loops: loops)
try loops.start()
_ = try server.start([.tcp(host: "127.0.0.1", port: port)])
var received: Int32 = 0
sigwait(&endings, &received)
server.stop()
loops.stop()
