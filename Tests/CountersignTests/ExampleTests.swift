import Countersign
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The workflow in one process")
struct ExampleTests {
  @Test("the README's example runs and says what the README says")
  func exampleRuns() async throws {
    let told = try await example()
    #expect(
      told == [
        "high risk waits for a Senior Analyst", "approved by [\"jane\"]", "6 entries, valid: true",
      ])
  }

  @Test("the README shows the example word for word")
  func readmeShowsTheExample() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let example = try #require(text(ofFile: "/\(root)/Tests/CountersignTests/Example.swift"))
    let readme = try #require(text(ofFile: "/\(root)/README.md"))
    let code = example.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix("func ") }
    #expect(readme.contains(code.dropFirst().prefix { $0 != "}" }.joined(separator: "\n")))
  }

  @Test("a policy is read back from what is recorded of it")
  func policyRoundTrip() throws {
    let recorded = EnginePolicy(recording: PolicyDocument.builtIn())
    let read = try #require(EnginePolicy.read(canonicalJSON: recorded.canonicalJSON))
    #expect(read == recorded.policy)
    #expect(read.version == EnginePolicy.version(ofCanonicalJSON: recorded.canonicalJSON))
  }
}

private func text(ofFile path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var byte = getc(file)
  while byte != EOF {
    bytes.append(UInt8(truncatingIfNeeded: byte))
    byte = getc(file)
  }
  return String(decoding: bytes, as: UTF8.self)
}
