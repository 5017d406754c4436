import CLibPQ
import Glibc
import ReviewStore

/// How to reach the servers: the URL's keywords, with what every session needs.
struct ConnectionSettings: Sendable {
  /// Keywords and values as libpq takes them, in its order.
  private let keywords: [(name: String, value: String)]

  /// Reads a URL `postgresql://…` or a text of keywords.
  ///
  /// - Throws: `.unusable` for what libpq cannot read; its message never repeats a password.
  init(url: String) throws(StoreError) {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &message) else {
      PQfreemem(message)
      throw StoreError(.unusable, "the URL of the database cannot be read; see libpq's \"Connection URIs\"")
    }
    defer { PQconninfoFree(options) }
    var given: [(name: String, value: String)] = []
    var next = options
    while let keyword = next.pointee.keyword {
      if let value = next.pointee.val { given.append((String(cString: keyword), String(cString: value))) }
      next += 1
    }
    let names = Set(given.map(\.name))
    keywords = given.filter { $0.name != "client_encoding" } + Self.standard.filter { !names.contains($0.name) }
  }

  /// Unless the URL says otherwise: the server that takes writes, and a dead network is noticed.
  private static let standard = [
    (name: "target_session_attrs", value: "read-write"), (name: "fallback_application_name", value: "countersignd"),
    (name: "keepalives_idle", value: "5"), (name: "keepalives_interval", value: "2"),
    (name: "keepalives_count", value: "3"), (name: "tcp_user_timeout", value: "10000"),
  ]

  private static let lists = ["host", "hostaddr", "port"]

  private static func parts(_ list: String) -> [Substring] {
    list.split(separator: ",", omittingEmptySubsequences: false)
  }

  /// Begins with a later one of the URL's addresses: one that does not answer at all must not keep us from the others.
  func rotated(by count: Int) -> ConnectionSettings { ConnectionSettings(keywords: keywords, rotatedBy: count) }

  private init(keywords: [(name: String, value: String)], rotatedBy count: Int) {
    self.keywords = keywords.map { name, value in
      let parts = Self.parts(value)
      guard Self.lists.contains(name), parts.count > 1 else { return (name, value) }
      let shift = count % parts.count
      return (name, (parts[shift...] + parts[..<shift]).joined(separator: ","))
    }
  }

  /// Servers and database, for messages; never a password.
  var place: String {
    let value = { name in keywords.first { $0.name == name }?.value ?? "" }
    return "postgresql://\(value("host"))/\(value("dbname"))"
  }

  /// Hands the keywords to libpq.
  func connect(
    _ start: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> OpaquePointer?
  ) -> OpaquePointer? {
    let all = keywords + [(name: "client_encoding", value: "UTF8")]
    let names = all.map { strdup($0.name) }
    let values = all.map { strdup($0.value) }
    defer { for pointer in names + values { free(pointer) } }
    return start(names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil])
  }
}
