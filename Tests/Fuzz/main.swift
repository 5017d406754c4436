import FuzzTargets
import Glibc

// usage: fuzz-parsers TARGET FILE...              reads each file once, to see what it does
//        fuzz-parsers TARGET libFuzzer-argument...  when built by scripts/fuzz

guard CommandLine.arguments.count > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
  print("usage: fuzz-parsers \(FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")) ARGUMENT...")
  exit(64)
}

#if FUZZING
  @_silgen_name("LLVMFuzzerRunDriver")
  func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32

  /// What a C function may use: `target` is local to the guard above.
  let chosen = target

  /// libFuzzer's own entry point wants the name to exist; ours hands the body over itself.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen.exercise(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  }

  // The target's name is ours; libFuzzer sees the rest.
  CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
  var count = CommandLine.argc - 1
  var arguments = CommandLine.unsafeArgv + 1
  exit(runDriver(&count, &arguments, testOneInput))
#else
  for path in CommandLine.arguments.dropFirst(2) {
    guard let bytes = Corpus.read(path) else {
      print("\(path): cannot be read")
      exit(66)
    }
    bytes.withUnsafeBytes { target.exercise($0) }
  }
#endif
