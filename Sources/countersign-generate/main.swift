import Foundation

// countersign-generate SOURCE_SET EMBEDDED_SET C_DIRECTORY SWIFT_DIRECTORY C_MODULE
// Both sets are FileDescriptorSets of the same files; the first one has comments, the second one goes into the program.
// C_MODULE names the module of the C messages, for example CCountersignMessages.

func write(_ files: [String: String], below directory: String) throws {
  for (path, text) in files {
    let url = URL(fileURLWithPath: directory).appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 6 else {
  FileHandle.standardError.write(
    Data("usage: \(arguments[0]) SOURCE_SET EMBEDDED_SET C_DIRECTORY SWIFT_DIRECTORY C_MODULE\n".utf8))
  exit(2)
}
let files = try DescriptorParser.files(of: [UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[1]))))
let embedded = try [UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[2])))
let module = CModule(name: arguments[5])
try write(CWriter(module: module).files(files, descriptorSet: embedded), below: arguments[3])
try write(Generator(files, module: module).swiftFiles(), below: arguments[4])
