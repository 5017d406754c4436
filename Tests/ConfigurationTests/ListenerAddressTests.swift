import Configuration
import Testing

@Suite("An address to listen on")
struct ListenerAddressTests {
  @Test(
    "reads what it writes", arguments: ["127.0.0.1:50051", "[::1]:0", "0.0.0.0:65535", "unix:relative", "unix:/a b"])
  func roundTrip(_ text: String) throws {
    #expect(try ListenerAddress(parsing: text).description == text)
  }

  @Test("takes localhost for 127.0.0.1")
  func localhost() throws {
    #expect(try ListenerAddress(parsing: "localhost:1") == .internet(host: "127.0.0.1", port: 1))
  }

  @Test(
    "is refused with a reason",
    arguments: [
      ("", "\"\" is not host:port, [v6]:port or unix:PATH"),
      ("127.0.0.1", "\"127.0.0.1\" is not host:port, [v6]:port or unix:PATH"),
      ("127.0.0.1:", "\"127.0.0.1:\" is not host:port, [v6]:port or unix:PATH"),
      ("127.0.0.1:65536", "\"127.0.0.1:65536\" is not host:port, [v6]:port or unix:PATH"),
      ("127.0.0.1:+1", "\"127.0.0.1:+1\" is not host:port, [v6]:port or unix:PATH"),
      (":1", "names no host; 0.0.0.0 or [::] is every interface"),
      ("::1:1", "an IPv6 address stands in brackets: [::1]"),
      ("[127.0.0.1]:1", "[127.0.0.1] is not an IPv6 address"),
      ("[::1:1", "an IPv6 address stands in brackets: [[::1]"),
      ("example.com:1", "\"example.com\" is not an IP address or localhost"),
      ("1.2.3:1", "\"1.2.3\" is not an IP address or localhost"),
      ("unix:", "unix: needs a path"),
      ("unix:" + String(repeating: "p", count: 108), "the path of a unix socket has at most 107 bytes"),
    ])
  func refused(_ text: String, _ reason: String) {
    #expect(throws: InvalidValue(reason)) { try ListenerAddress(parsing: text) }
  }

  @Test(
    "is local on loopback and unix sockets alone",
    arguments: [
      ("127.0.0.1:1", true), ("127.255.255.255:1", true), ("[::1]:1", true), ("[::ffff:127.0.0.1]:1", true),
      ("unix:/s", true), ("0.0.0.0:1", false), ("[::]:1", false), ("128.0.0.1:1", false), ("[::2]:1", false),
      ("[::ffff:10.0.0.1]:1", false), ("[7f00::1]:1", false),
    ])
  func local(_ text: String, _ isLocal: Bool) throws {
    #expect(try ListenerAddress(parsing: text).isLocal == isLocal)
  }

  @Test("that others can reach needs the flag that says so")
  func remote() throws {
    let line = problems(flags: [.listen: ["127.0.0.1:1", "0.0.0.0:2"]])
    #expect(
      line == [
        "--listen: 0.0.0.0:2 can be reached from other machines, which auth=none must not be; "
          + "listen on loopback or a unix socket, or give --insecure-allow-remote"
      ])
    #expect(
      problems(environment: ["COUNTERSIGN_ADMIN_LISTEN": "0.0.0.0:2"]) == [
        "COUNTERSIGN_ADMIN_LISTEN: 0.0.0.0:2 can be reached from other machines; give --insecure-allow-remote as well"
      ])
    let allowed = try resolve(flags: [.listen: ["0.0.0.0:2"], .insecureAllowRemote: ["true"]])
    #expect(allowed.listeners == [.internet(host: "0.0.0.0", port: 2)])
    #expect(problems(environment: ["COUNTERSIGN_INSECURE_ALLOW_REMOTE": "true"], file: "listen: 0.0.0.0:1").count == 1)
  }
}
