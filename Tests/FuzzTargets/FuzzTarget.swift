/// A reader of bytes that a peer, a file or a database may have made, and what must hold for every input whatever.
///
/// Run by libFuzzer under AddressSanitizer (`scripts/fuzz`), and over the committed corpora with seeded changes by the tests.
public enum FuzzTarget: String, CaseIterable, Sendable {
  case answers
  case compression
  case connection
  case frames
  case head
  case json
  case messages
  case texts
  case tls
  case yaml

  /// Reads the input to its end. A broken promise ends the process.
  public func exercise(_ input: UnsafeRawBufferPointer) {
    switch self {
    case .answers: AnswerTarget.exercise(input)
    case .compression: CompressionTarget.exercise(input)
    case .connection: ConnectionTarget.exercise(input)
    case .frames: FrameTarget.exercise(input)
    case .head: HeadTarget.exercise(input)
    case .json: JSONTarget.exercise(input)
    case .messages: MessageTarget.exercise(input)
    case .texts: TextTarget.exercise(input)
    case .tls: TLSTarget.exercise(input)
    case .yaml: YAMLTarget.exercise(input)
    }
  }
}
