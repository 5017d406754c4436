import RPCCore

/// Two methods that send back what they get.
enum EchoRouter {
  static var router: Router {
    var router = Router()
    router.add(path: "/t.S/Echo", .unary { message, _ throws(RPCError) in sealed(Array(message)) })
    router.add(
      path: "/t.S/EchoAll",
      .bidirectional { stream, _ throws(RPCError) in
        while let message = try await stream.nextMessage() { try await stream.send(sealed(message)) }
      })
    return router
  }

  private static func sealed(_ message: [UInt8]) -> [UInt8] {
    var buffer = MessageBuffer(capacity: message.count)
    buffer.bytes.append(contentsOf: message)
    return buffer.sealed()
  }
}
