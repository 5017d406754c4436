import Foundation

// countersign-generate SOURCE_SET EMBEDDED_SET C_DIRECTORY SWIFT_DIRECTORY
// Both sets are FileDescriptorSets of the same files; the first one has comments, the second one goes into the program.

func write(_ files: [String: String], below directory: String) throws {
  for (path, text) in files {
    let url = URL(fileURLWithPath: directory).appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 5 else {
  FileHandle.standardError.write(
    Data("usage: \(arguments[0]) SOURCE_SET EMBEDDED_SET C_DIRECTORY SWIFT_DIRECTORY\n".utf8))
  exit(2)
}
let files = try DescriptorParser.files(of: [UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[1]))))
let embedded = try [UInt8](Data(contentsOf: URL(fileURLWithPath: arguments[2])))
let cFiles = [
  "CCountersignMessages.h": CWriter.umbrella(files), "module.modulemap": CWriter.moduleMap,
  "descriptor_set.c": CWriter.descriptorSet(embedded),
]
try write(cFiles, below: arguments[3])
try write(Generator(files).swiftFiles(), below: arguments[4])
