// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Unary response, as configured by the request.
  public struct SimpleResponse: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__simple_response__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__SimpleResponse> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__SimpleResponse.self)
    }

    /// Payload to increase message size.
    public var payload: Payload? {
      get { messageReference.message(structure.pointee.payload) }
      nonmutating set { structure.pointee.payload = messageReference.store(newValue) }
    }

    /// `payload`; an empty one is put there where it is not set.
    public var mutablePayload: Payload {
      if let existing = payload { return existing }
      let made = Payload(in: arena)
      payload = made
      return made
    }

    /// The user the request came from, for verifying authentication was
    /// successful when the client expected it.
    public var username: String {
      get { messageReference.string(structure.pointee.username) }
      nonmutating set { structure.pointee.username = messageReference.store(newValue) }
    }

    /// `username` without a `String`.
    public var usernameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.username) }
      nonmutating set { structure.pointee.username = messageReference.store(newValue) }
    }

    /// OAuth scope.
    public var oauthScope: String {
      get { messageReference.string(structure.pointee.oauth_scope) }
      nonmutating set { structure.pointee.oauth_scope = messageReference.store(newValue) }
    }

    /// `oauthScope` without a `String`.
    public var oauthScopeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.oauth_scope) }
      nonmutating set { structure.pointee.oauth_scope = messageReference.store(newValue) }
    }

    /// Server ID. This must be unique among different server instances,
    /// but the same across all RPC's made to a particular server instance.
    public var serverID: String {
      get { messageReference.string(structure.pointee.server_id) }
      nonmutating set { structure.pointee.server_id = messageReference.store(newValue) }
    }

    /// `serverID` without a `String`.
    public var serverIDUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.server_id) }
      nonmutating set { structure.pointee.server_id = messageReference.store(newValue) }
    }

    /// gRPCLB Path.
    public var grpclbRouteType: GrpclbRouteType {
      get { GrpclbRouteType(rawValue: Int32(bitPattern: structure.pointee.grpclb_route_type.rawValue)) }
      nonmutating set { structure.pointee.grpclb_route_type = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Server hostname.
    public var hostname: String {
      get { messageReference.string(structure.pointee.hostname) }
      nonmutating set { structure.pointee.hostname = messageReference.store(newValue) }
    }

    /// `hostname` without a `String`.
    public var hostnameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.hostname) }
      nonmutating set { structure.pointee.hostname = messageReference.store(newValue) }
    }
  }
}
