import Countersign
import Glibc
import Testing

/// A folder that is removed at the end with the files in it.
private final class Folder {
  let path: String

  init() {
    path = "/tmp/countersign-keys-\(UInt64.random(in: .min ... .max))"
    mkdir(path, 0o700)
  }

  var file: SigningKeyFile { SigningKeyFile(path: path + "/signing.key") }

  func write(_ text: String, mode: mode_t = 0o600, name: String = "signing.key") {
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    Array(text.utf8).withUnsafeBytes { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    fchmod(descriptor, mode)
    close(descriptor)
  }

  var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }
}

private func mode(of path: String) -> mode_t {
  var status = stat()
  stat(path, &status)
  return status.st_mode & 0o7777
}

@Suite("The file of a signing key")
struct SigningKeyFileTests {
  @Test("is made with mode 0600 whatever the umask, holds the same key ever after, and leaves nothing beside it")
  func made() throws {
    let folder = Folder()
    let before = umask(0)
    defer { umask(before) }
    let (key, isNew) = try folder.file.readOrMake()
    #expect(isNew)
    #expect(mode(of: folder.file.path) == 0o600)
    let (again, isNewAgain) = try folder.file.readOrMake()
    #expect(!isNewAgain)
    #expect(again.publicKey == key.publicKey)
    #expect(folder.names == ["signing.key"])
  }

  @Test("is never overwritten by keygen")
  func keygen() throws {
    let folder = Folder()
    let key = try folder.file.make()
    let error = #expect(throws: SigningKeyFileError.self) { try folder.file.make() }
    #expect(error?.message.contains("is there already") == true)
    #expect(try folder.file.read()?.publicKey == key.publicKey)
    #expect(folder.names == ["signing.key"])
  }

  @Test("is one and the same for all who make it at once")
  func races() async throws {
    let folder = Folder()
    let file = folder.file
    let keys = try await withThrowingTaskGroup(of: SigningKey.self) { group in
      for _ in 0..<16 { group.addTask { try file.readOrMake().key } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(keys.map(\.keyID)).count == 1)
    #expect(folder.names == ["signing.key"])
  }

  static let x25519 = """
    -----BEGIN PRIVATE KEY-----
    MC4CAQAwBQYDK2VuBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
    -----END PRIVATE KEY-----

    """

  @Test(
    "that is broken, or that others can read, is refused in one line that holds nothing of it",
    arguments: [
      ("", 0o600, "holds no private key"), ("secret-nonsense", 0o600, "holds no private key"),
      (x25519, 0o600, "another algorithm"), (String(repeating: "A", count: 70_000), 0o600, "longer than any key"),
      ("", 0o644, "mode 0644"), ("", 0o640, "mode 0640"), ("", 0o604, "mode 0604"), ("", 0o620, "mode 0620"),
    ] as [(String, mode_t, String)])
  func refused(text: String, mode: mode_t, reason: String) throws {
    let folder = Folder()
    folder.write(text, mode: mode)
    let error = #expect(throws: SigningKeyFileError.self) { try folder.file.readOrMake() }
    let message = try #require(error?.message)
    #expect(message.hasPrefix(folder.file.path) && message.contains(reason))
    #expect(!message.contains("secret-nonsense") && !message.contains("\n") && !message.contains("MC4C"))
  }

  @Test("may be a symbolic link to a good key, and is judged by what the link leads to")
  func links() throws {
    let folder = Folder()
    let key = try SigningKey.generate()
    folder.write(String(decoding: key.pem, as: UTF8.self), name: "real.key")
    symlink("\(folder.path)/real.key", folder.file.path)
    #expect(try folder.file.readOrMake().key.publicKey == key.publicKey)
    chmod("\(folder.path)/real.key", 0o644)
    #expect(throws: SigningKeyFileError.self) { try folder.file.readOrMake() }
  }

  @Test("is not made through a symbolic link to nothing")
  func danglingLink() throws {
    let folder = Folder()
    symlink("\(folder.path)/elsewhere", folder.file.path)
    let error = #expect(throws: SigningKeyFileError.self) { try folder.file.readOrMake() }
    #expect(error?.message.contains("symbolic link to nothing") == true)
    #expect(folder.names == ["signing.key"], "nothing was made")
  }

  @Test("is neither a folder nor a pipe, and a pipe stops nobody")
  func notRegular() throws {
    let folder = Folder()
    mkfifo(folder.file.path, 0o600)
    #expect(throws: SigningKeyFileError.self) { try folder.file.readOrMake() }
    #expect(throws: SigningKeyFileError.self) { try SigningKeyFile(path: folder.path).readOrMake() }
    #expect(throws: SigningKeyFileError.self) { try SigningKeyFile(path: folder.path + "/no/such").readOrMake() }
  }

  @Test("lies beside a database on disk, and the library's reviews have receipts signed by it")
  func besideDatabase() async throws {
    let folder = Folder()
    let workflow = try await ReviewWorkflow.open(database: "sqlite:\(folder.path)/c.db")
    let key = try #require(try SigningKeyFile(path: "\(folder.path)/c.db.key").read())
    #expect(workflow.engine.signingKey?.keyID == key.keyID)
    await workflow.close()
    let again = try await ReviewWorkflow.open(database: "sqlite:\(folder.path)/c.db")
    #expect(again.engine.signingKeys(limit: 10).page.map(\.keyID) == [key.keyID])
    await again.close()
  }
}
