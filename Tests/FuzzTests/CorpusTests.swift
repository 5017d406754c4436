import FuzzTargets
import Testing

@Suite("Every reader of foreign bytes keeps its promises")
struct CorpusTests {
  private static let changesPerFile = 200
  private static let corpora = String(#filePath.dropLast("FuzzTests/CorpusTests.swift".count)) + "Fuzz/Corpora/"

  @Test("over the committed corpora, and over seeded changes of them", arguments: FuzzTarget.allCases)
  func corpora(_ target: FuzzTarget) throws {
    let files = Corpus.files(in: Self.corpora + target.rawValue)
    #expect(!files.isEmpty, "\(target) has no corpus")
    let seed = UInt64.random(in: 1 ... .max)
    print("fuzz \(target): seed \(seed), \(files.count) files")
    var mutator = Mutator(seed: seed)
    for file in files {
      let bytes = try #require(Corpus.read(file))
      bytes.withUnsafeBytes { target.exercise($0) }
      for _ in 0..<Self.changesPerFile {
        mutator.changed(bytes).withUnsafeBytes { target.exercise($0) }
      }
    }
  }
}

/// Changes inputs as chance will have it; the same seed gives the same changes.
private struct Mutator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func changed(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
      let position = Int.random(in: 0..<bytes.count, using: &self)
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[position] = .random(in: 0...255, using: &self)
      case 1: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 2: bytes.remove(at: position)
      case 3: bytes.insert(.random(in: 0...255, using: &self), at: position)
      default: bytes.append(contentsOf: bytes[position..<min(bytes.count, position + 64)])
      }
    }
    return bytes
  }
}
