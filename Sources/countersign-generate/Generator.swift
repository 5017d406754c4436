/// All generated files by their paths.
struct Generator {
  let files: [FileModel]
  let types: TypeTable
  let module: CModule

  private static let notice = "// Written by countersign-generate from proto/. Do not edit.\n"

  init(_ files: [FileModel], module: CModule) {
    self.files = files
    self.module = module
    types = TypeTable(files)
  }

  func swiftFiles() -> [String: String] {
    var sources: [String: String] = [:]
    for file in files {
      let namespace = Names.namespace(file.package)
      sources["\(namespace)/\(namespace).swift"] = self.namespace(namespace, file)
      addMessages(of: file, namespace, to: &sources)
      addServices(of: file, namespace, to: &sources)
    }
    sources["DescriptorSet.swift"] = descriptorSet
    return sources
  }

  private func namespace(_ name: String, _ file: FileModel) -> String {
    Self.notice + "\n/// The package \(file.package).\npublic enum \(name) {}\n"
  }

  private func addMessages(of file: FileModel, _ namespace: String, to sources: inout [String: String]) {
    let writer = MessageWriter(types: types, namespace: namespace)
    for message in file.messages {
      let path = "\(namespace)/\(namespace)+\(Names.nested(message.name))"
      sources[path + ".swift"] = source(messageImports) { source in
        source.block("extension \(namespace)") { writer.write(message, to: &$0) }
      }
      if let furtherFields = writer.furtherFields(of: message) {
        sources[path + "+FurtherFields.swift"] = source(messageImports, furtherFields)
      }
    }
    for enumeration in file.enums {
      sources["\(namespace)/\(namespace)+\(enumeration.name).swift"] = source([
        "@_spi(GeneratedMessages) import MessagesBase"
      ]) { source in
        source.block("extension \(namespace)") { EnumWriter.write(enumeration, to: &$0) }
      }
    }
  }

  private func addServices(of file: FileModel, _ namespace: String, to sources: inout [String: String]) {
    for service in file.services {
      let writer = ServiceWriter(types: types, namespace: namespace, service: service)
      let imports = ["import MessagesBase", "import RPCCore"]
      sources["\(namespace)/\(namespace)+\(service.name).swift"] = source(imports) { writer.writeServer(to: &$0) }
      sources["\(namespace)/\(namespace)+\(service.name)Client.swift"] = source(imports) { writer.writeClient(to: &$0) }
    }
  }

  private var messageImports: [String] {
    ["internal import \(module.name)", "@_spi(GeneratedMessages) import MessagesBase"]
  }

  private func source(_ imports: [String], _ body: (inout SourceText) -> Void) -> String {
    var source = SourceText()
    for line in imports { source.line(line) }
    source.line()
    body(&source)
    return Self.notice + "\n" + source.text
  }

  private var descriptorSet: String {
    Self.notice + """

      internal import \(module.name)
      import MessagesBase

      /// The contract as a serialized google.protobuf.FileDescriptorSet, imports included, comments left out.
      public enum DescriptorSet {
        /// The bytes, which are part of the program.
        public static var bytes: UnsafeRawBufferPointer {
          var length = 0
          let start = \(module.descriptorSetFunction)(&length)
          return UnsafeRawBufferPointer(start: start, count: length)
        }
      }

      """
  }
}
