/// Writes a service: its methods' descriptions, the protocol that a server implements, and the client.
struct ServiceWriter {
  let types: TypeTable
  let namespace: String
  let service: ServiceModel

  private var methodsName: String { "\(service.name)Methods" }

  private func input(_ method: MethodModel) -> String { types.name(method.inputType) }
  private func output(_ method: MethodModel) -> String { types.name(method.outputType) }

  // MARK: - Server

  func writeServer(to source: inout SourceText) {
    source.block("extension \(namespace)") { source in
      writeProtocol(to: &source)
      source.line()
      writeMethods(to: &source)
    }
    source.line()
    writeDefaults(to: &source)
    source.line()
    writeRegistration(to: &source)
  }

  private func writeProtocol(to source: inout SourceText) {
    source.comment(service.comment, otherwise: "\(service.fullName)")
    source.line("///")
    source.line("/// A method that is not implemented answers `UNIMPLEMENTED`.")
    source.block("public protocol \(service.name): Sendable") { source in
      for (index, method) in service.methods.enumerated() {
        if index > 0 { source.line() }
        source.comment(method.comment, otherwise: "`\(method.name)`.")
        source.line(signature(method))
      }
    }
  }

  private func signature(_ method: MethodModel) -> String {
    let name = Names.method(method.name)
    // A stream may last for hours: its handler owns the request, and can let go of it.
    let ownership = method.streamsResponses ? "consuming " : ""
    let request =
      method.streamsRequests
      ? "_ requests: RequestStream<\(input(method))>" : "_ request: \(ownership)\(input(method))"
    let responses = method.streamsResponses ? ", responses: ResponseWriter<\(output(method))>" : ""
    let result = method.streamsResponses ? "" : " -> \(output(method))"
    return
      "nonisolated(nonsending) func \(name)(\(request)\(responses), context: ServerContext) async throws(RPCError)\(result)"
  }

  private func writeMethods(to source: inout SourceText) {
    source.line("/// The methods of \(service.fullName) as the contract declares them.")
    source.block("public enum \(methodsName)") { source in
      source.line("public static let service = \"\(service.fullName)\"")
      for method in service.methods {
        var arguments = "service: service, name: \"\(method.name)\""
        if method.streamsRequests { arguments += ", streamsRequests: true" }
        if method.streamsResponses { arguments += ", streamsResponses: true" }
        if method.hasNoSideEffects { arguments += ", hasNoSideEffects: true" }
        source.line("public static let \(Names.method(method.name)) = MethodDescription(\(arguments))")
      }
      source.line()
      source.line("/// In the order of the contract.")
      let all = service.methods.map { Names.method($0.name) }.joined(separator: ", ")
      source.line("public static let all = [\(all)]")
    }
  }

  private func writeDefaults(to source: inout SourceText) {
    source.block("extension \(namespace).\(service.name)") { source in
      for (index, method) in service.methods.enumerated() {
        if index > 0 { source.line() }
        source.block("public \(signature(method))") {
          $0.line("throw \(namespace).\(methodsName).\(Names.method(method.name)).unimplemented")
        }
      }
    }
  }

  private func writeRegistration(to source: inout SourceText) {
    source.block("extension \(namespace).\(service.name)") { source in
      // One closure decodes, calls and encodes, and is inlinable so that it knows whose method it calls: each layer that the compiler
      // cannot see through costs a call a switch of executors, which takes a lock.
      source.line("/// Adds all methods of the service.")
      source.line("@inlinable")
      source.block("public func register(in router: inout Router)") { source in
        source.line("typealias Methods = \(namespace).\(methodsName)")
        for method in service.methods { writeRegistration(of: method, to: &source) }
      }
    }
  }

  private func writeRegistration(of method: MethodModel, to source: inout SourceText) {
    let name = Names.method(method.name)
    let names = (method.streamsRequests ? [] : ["message"]) + (isStreaming(method) ? ["stream"] : []) + ["context"]
    let origin = method.streamsResponses ? "from: message, of: stream" : "from: message"
    let request = method.streamsRequests ? "RequestStream(stream)" : "\(input(method)).decoded(\(origin))"
    let responses = method.streamsResponses ? ", responses: ResponseWriter(stream)" : ""
    let sealed = method.streamsResponses ? "" : ".sealed()"
    source.line(
      "router.add(path: Methods.\(name).path, .\(shape(method))({ \(names.joined(separator: ", ")) async throws(RPCError) in"
    )
    source.line("try await self.\(name)(\(request)\(responses), context: context)\(sealed)")
    source.line("}))")
  }

  private func isStreaming(_ method: MethodModel) -> Bool { method.streamsRequests || method.streamsResponses }

  private func shape(_ method: MethodModel) -> String {
    switch (method.streamsRequests, method.streamsResponses) {
    case (false, false): "unary"
    case (false, true): "serverStreaming"
    case (true, false): "clientStreaming"
    case (true, true): "bidirectional"
    }
  }

  // MARK: - Client

  func writeClient(to source: inout SourceText) {
    source.block("extension \(namespace)") { source in
      source.line("/// Calls \(service.fullName) over a transport.")
      source.block("public struct \(service.name)Client<Transport: ClientTransport>: Sendable") { source in
        source.line("private let transport: Transport")
        source.line()
        source.line("public init(_ transport: Transport) { self.transport = transport }")
        for method in service.methods {
          source.line()
          source.comment(method.comment, otherwise: "`\(method.name)`.")
          source.block("public \(clientSignature(method))") { $0.line(clientCall(method)) }
        }
      }
    }
  }

  private func clientSignature(_ method: MethodModel) -> String {
    let request = method.streamsRequests ? "" : "_ request: \(input(method)), "
    return "func \(Names.method(method.name))(\(request)options: CallOptions = .none) async throws(RPCError)"
      + " -> \(clientResult(method))"
  }

  private func clientResult(_ method: MethodModel) -> String {
    if method.streamsRequests {
      return "(requests: RequestWriter<\(input(method))>, responses: ResponseStream<\(output(method))>)"
    }
    return method.streamsResponses ? "ResponseStream<\(output(method))>" : output(method)
  }

  private func clientCall(_ method: MethodModel) -> String {
    let description = "\(methodsName).\(Names.method(method.name))"
    if method.streamsRequests { return "try await transport.streaming(\(description), options: options)" }
    let shape = method.streamsResponses ? "serverStreaming" : "unary"
    return "try await transport.\(shape)(\(description), request, options: options)"
  }
}
