/// Writes what the C messages need beside protoc-c's files.
struct CWriter {
  let module: CModule

  func files(_ files: [FileModel], descriptorSet bytes: [UInt8]) -> [String: String] {
    [
      module.header: umbrella(files), "module.modulemap": moduleMap, "descriptor_set.c": descriptorSet(bytes),
    ]
  }

  private var moduleMap: String {
    """
    module \(module.name) {
      header "\(module.header)"
      export *
    }

    """
  }

  /// The one header that Swift imports.
  private func umbrella(_ files: [FileModel]) -> String {
    var text = """
      // Written by countersign-generate. Do not edit.
      #ifndef \(module.includeGuard)
      #define \(module.includeGuard)

      #include <stddef.h>
      #include <stdint.h>

      """
    for file in files {
      text += "#include \"\(file.name.dropLast(".proto".count)).pb-c.h\"\n"
    }
    text += "\n// The serialized FileDescriptorSet, and its length in bytes.\n"
    text += "const uint8_t *\(module.descriptorSetFunction)(size_t *length);\n"
    text += "\n// Swift may copy a constant; these are the descriptors' own addresses.\n"
    for message in files.flatMap(\.messages) { text += descriptorAddress(message) }
    return text + "\n#endif\n"
  }

  private func descriptorAddress(_ message: MessageModel) -> String {
    let name = Names.cLower(message.fullName)
    let function = """
      static inline const ProtobufCMessageDescriptor *\(name)__descriptor_address(void) {
        return &\(name)__descriptor;
      }

      """
    return function + message.nested.map(descriptorAddress).joined()
  }

  private func descriptorSet(_ bytes: [UInt8]) -> String {
    var text = """
      // Written by countersign-generate. Do not edit.
      #include "\(module.header)"

      static const uint8_t descriptor_set[\(bytes.count)] = {

      """
    for start in stride(from: 0, to: bytes.count, by: 24) {
      text += "  " + bytes[start..<min(start + 24, bytes.count)].map { "\($0)," }.joined() + "\n"
    }
    return text + """
      };

      const uint8_t *\(module.descriptorSetFunction)(size_t *length) {
        *length = sizeof(descriptor_set);
        return descriptor_set;
      }

      """
  }
}
