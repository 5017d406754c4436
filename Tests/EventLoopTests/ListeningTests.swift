import Glibc
import Testing

@testable import EventLoop

@Suite("Listening")
struct ListeningTests {
  @Test(
    "addresses are read and written",
    arguments: [
      ("127.0.0.1:50051", ListenAddress.tcp(host: "127.0.0.1", port: 50_051)), ("[::1]:0", .tcp(host: "::1", port: 0)),
      ("localhost:1", .tcp(host: "localhost", port: 1)), ("unix:/tmp/a:b", .unix(path: "/tmp/a:b")),
    ])
  func addresses(text: String, address: ListenAddress) {
    #expect(ListenAddress(text) == address)
    #expect(address.description == text)
  }

  @Test(
    "what is no address is refused",
    arguments: ["", ":1", "host", "host:", "host:65536", "host:-1", "host:+1", "::1:80", "[::1]", "unix:", "host:1x"])
  func noAddress(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test("a path that does not fit into a socket address is refused, one that just fits is not")
  func longPath() {
    #expect(ListenAddress("unix:" + String(repeating: "p", count: 107)) != nil)
    #expect(ListenAddress("unix:" + String(repeating: "p", count: 108)) == nil)
  }

  @Test("port 0 becomes one port for all loops, which nobody else can take", arguments: ["127.0.0.1:0", "[::1]:0"])
  func port(text: String) throws {
    let (sockets, address) = try ListeningSocket.bind(try #require(ListenAddress(text)), count: 3)
    defer { for socket in sockets { close(socket.descriptor) } }
    #expect(sockets.count == 3)
    guard case .tcp(_, let port) = address else {
      Issue.record("no TCP address")
      return
    }
    #expect(port != 0)
    #expect { try ListeningSocket.bind(address, count: 1) } throws: { ($0 as? SystemError)?.number == EADDRINUSE }
  }

  @Test("a socket file is replaced when its server is gone, and respected while it lives")
  func unixSocket() throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    defer { unlink(path) }
    let address = ListenAddress.unix(path: path)
    let (sockets, _) = try ListeningSocket.bind(address, count: 2)
    #expect { try ListeningSocket.bind(address, count: 1) } throws: { ($0 as? SystemError)?.number == EADDRINUSE }
    for socket in sockets { close(socket.descriptor) }
    let (again, _) = try ListeningSocket.bind(address, count: 1)
    for socket in again { close(socket.descriptor) }
  }

  @Test("of many servers that find an abandoned socket file at once, one takes its place, and keeps it")
  func race() async throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    let address = ListenAddress.unix(path: path)
    for _ in 0..<100 {
      for socket in try ListeningSocket.bind(address, count: 1).sockets { close(socket.descriptor) }
      let winners = await withTaskGroup(of: [ListeningSocket]?.self, returning: [[ListeningSocket]].self) { group in
        for _ in 0..<8 { group.addTask { try? ListeningSocket.bind(address, count: 2).sockets } }
        return await group.reduce(into: []) { winners, sockets in if let sockets { winners.append(sockets) } }
      }
      #expect(winners.count == 1)
      var resolved = try ResolvedAddress.resolve(address)
      let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      #expect(resolved.withPointer { connect(client, $0, $1.pointee) } == 0)
      close(client)
      for socket in winners.joined() { close(socket.descriptor) }
      unlink(path)
    }
  }

  @Test("in a directory that cannot be locked nothing is replaced")
  func heldDirectory() throws {
    let directory = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    mkdir(directory, 0o700)
    defer { rmdir(directory) }
    let address = ListenAddress.unix(path: directory + "/s")
    for socket in try ListeningSocket.bind(address, count: 1).sockets { close(socket.descriptor) }
    defer { unlink(directory + "/s") }
    let held = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    flock(held, LOCK_EX)
    #expect { try ListeningSocket.bind(address, count: 1) } throws: { ($0 as? SystemError)?.number == EADDRINUSE }
    close(held)
    for socket in try ListeningSocket.bind(address, count: 1).sockets { close(socket.descriptor) }
  }

  @Test("a file that is no socket is left alone, and the address refused")
  func regularFile() throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).txt"
    defer { unlink(path) }
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    #expect { try ListeningSocket.bind(.unix(path: path), count: 1) } throws: {
      ($0 as? SystemError)?.number == EADDRINUSE
    }
    #expect(access(path, F_OK) == 0)
    #expect(SocketFile(path: path) == nil)
  }

  @Test("a socket file is removed by the one that bound it, and by nobody else")
  func removal() throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    defer { unlink(path) }
    let (old, _) = try ListeningSocket.bind(.unix(path: path), count: 1)
    let oldFile = try #require(SocketFile(path: path))
    unlink(path)
    let (new, _) = try ListeningSocket.bind(.unix(path: path), count: 1)
    let newFile = try #require(SocketFile(path: path))
    oldFile.remove()
    #expect(access(path, F_OK) == 0)
    newFile.remove()
    #expect(access(path, F_OK) != 0)
    for socket in old + new { close(socket.descriptor) }
  }

  @Test("a host that does not exist is an error of the address")
  func unknownHost() {
    #expect(throws: SystemError.self) { try ListeningSocket.bind(.tcp(host: "256.1.1.1", port: 0), count: 1) }
  }

  private final class Acceptor: AcceptHandler {
    var accepted: [Int32] = []
    var peers: [String] = []

    func accepted(descriptor: Int32, peerAddress: String, isTCP: Bool) {
      accepted.append(descriptor)
      peers.append(peerAddress)
    }
  }

  @Test(
    "no error of one connection ends the accepting; without descriptors it pauses, and goes on",
    arguments: [true, false])
  func errors(isTCP: Bool) throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    defer { unlink(path) }
    let time = ManualTime()
    let loop = try EventLoop(clock: .manual(time))
    loop.adoptCurrentThread()
    let acceptor = Acceptor()
    var failures = [ECONNABORTED, EPROTO, EINTR, EMFILE, EMFILE]
    var attempts = 0
    let (sockets, address) = try ListeningSocket.bind(
      isTCP ? .tcp(host: "127.0.0.1", port: 0) : .unix(path: path), count: 1)
    let listener = try Listener(sockets[0], on: loop, acceptor) { listener, peer, length in
      attempts += 1
      guard failures.isEmpty else {
        errno = failures.removeFirst()
        return -1
      }
      return accept(listener, peer, length)
    }
    defer { listener.close() }
    var resolved = try ResolvedAddress.resolve(address)
    let client = socket(isTCP ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    #expect(resolved.withPointer { connect(client, $0, $1.pointee) } == 0)

    loop.turn(waitMicrosecondsMax: 0)
    #expect(failures.isEmpty)
    #expect(attempts == 5)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(acceptor.accepted.isEmpty && attempts == 5, "it pauses")
    time.advance(byMicroseconds: 100_000)
    loop.turn(waitMicrosecondsMax: 0)
    loop.turn(waitMicrosecondsMax: 0)
    #expect(acceptor.accepted.count == 1)
    #expect(acceptor.peers.first?.hasPrefix(isTCP ? "127.0.0.1:" : "unix:") == true)
    for descriptor in acceptor.accepted { close(descriptor) }
  }
}
