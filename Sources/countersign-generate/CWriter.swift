/// Writes what generated/c needs beside protoc-c's files.
enum CWriter {
  static let moduleMap = """
    module CCountersignMessages {
      header "CCountersignMessages.h"
      export *
    }

    """

  /// The one header that Swift imports.
  static func umbrella(_ files: [FileModel]) -> String {
    var text = """
      // Written by countersign-generate. Do not edit.
      #ifndef CCOUNTERSIGN_MESSAGES_H
      #define CCOUNTERSIGN_MESSAGES_H

      #include <stddef.h>
      #include <stdint.h>

      """
    for file in files {
      text += "#include \"\(file.name.dropLast(".proto".count)).pb-c.h\"\n"
    }
    text += "\n// The serialized FileDescriptorSet, and its length in bytes.\n"
    text += "const uint8_t *countersign_descriptor_set(size_t *length);\n"
    text += "\n// Swift may copy a constant; these are the descriptors' own addresses.\n"
    for message in files.flatMap(\.messages) { text += descriptorAddress(message) }
    return text + "\n#endif\n"
  }

  private static func descriptorAddress(_ message: MessageModel) -> String {
    let name = Names.cLower(message.fullName)
    let function = """
      static inline const ProtobufCMessageDescriptor *\(name)__descriptor_address(void) {
        return &\(name)__descriptor;
      }

      """
    return function + message.nested.map(descriptorAddress).joined()
  }

  static func descriptorSet(_ bytes: [UInt8]) -> String {
    var text = """
      // Written by countersign-generate. Do not edit.
      #include "CCountersignMessages.h"

      static const uint8_t descriptor_set[\(bytes.count)] = {

      """
    for start in stride(from: 0, to: bytes.count, by: 24) {
      text += "  " + bytes[start..<min(start + 24, bytes.count)].map { "\($0)," }.joined() + "\n"
    }
    return text + """
      };

      const uint8_t *countersign_descriptor_set(size_t *length) {
        *length = sizeof(descriptor_set);
        return descriptor_set;
      }

      """
  }
}
