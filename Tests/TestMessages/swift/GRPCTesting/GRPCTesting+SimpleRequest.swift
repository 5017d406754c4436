// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Unary request.
  public struct SimpleRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__simple_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__SimpleRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__SimpleRequest.self)
    }

    /// Desired payload type in the response from the server.
    /// If response_type is RANDOM, server randomly chooses one from other formats.
    public var responseType: PayloadType {
      get { PayloadType(rawValue: Int32(bitPattern: structure.pointee.response_type.rawValue)) }
      nonmutating set { structure.pointee.response_type = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Desired payload size in the response from the server.
    public var responseSize: Int32 {
      get { structure.pointee.response_size }
      nonmutating set { structure.pointee.response_size = newValue }
    }

    /// Optional input payload sent along with the request.
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

    /// Whether SimpleResponse should include username.
    public var fillUsername: Bool {
      get { structure.pointee.fill_username != 0 }
      nonmutating set { structure.pointee.fill_username = newValue ? 1 : 0 }
    }

    /// Whether SimpleResponse should include OAuth scope.
    public var fillOauthScope: Bool {
      get { structure.pointee.fill_oauth_scope != 0 }
      nonmutating set { structure.pointee.fill_oauth_scope = newValue ? 1 : 0 }
    }

    /// Whether to request the server to compress the response. This field is
    /// "nullable" in order to interoperate seamlessly with clients not able to
    /// implement the full compression tests by introspecting the call to verify
    /// the response's compression status.
    public var responseCompressed: BoolValue? {
      get { messageReference.message(structure.pointee.response_compressed) }
      nonmutating set { structure.pointee.response_compressed = messageReference.store(newValue) }
    }

    /// `responseCompressed`; an empty one is put there where it is not set.
    public var mutableResponseCompressed: BoolValue {
      if let existing = responseCompressed { return existing }
      let made = BoolValue(in: arena)
      responseCompressed = made
      return made
    }

    /// Whether server should return a given status
    public var responseStatus: EchoStatus? {
      get { messageReference.message(structure.pointee.response_status) }
      nonmutating set { structure.pointee.response_status = messageReference.store(newValue) }
    }

    /// `responseStatus`; an empty one is put there where it is not set.
    public var mutableResponseStatus: EchoStatus {
      if let existing = responseStatus { return existing }
      let made = EchoStatus(in: arena)
      responseStatus = made
      return made
    }

    /// Whether the server should expect this request to be compressed.
    public var expectCompressed: BoolValue? {
      get { messageReference.message(structure.pointee.expect_compressed) }
      nonmutating set { structure.pointee.expect_compressed = messageReference.store(newValue) }
    }

    /// `expectCompressed`; an empty one is put there where it is not set.
    public var mutableExpectCompressed: BoolValue {
      if let existing = expectCompressed { return existing }
      let made = BoolValue(in: arena)
      expectCompressed = made
      return made
    }

    /// Whether SimpleResponse should include server_id.
    public var fillServerID: Bool {
      get { structure.pointee.fill_server_id != 0 }
      nonmutating set { structure.pointee.fill_server_id = newValue ? 1 : 0 }
    }

    /// Whether SimpleResponse should include grpclb_route_type.
    public var fillGrpclbRouteType: Bool {
      get { structure.pointee.fill_grpclb_route_type != 0 }
      nonmutating set { structure.pointee.fill_grpclb_route_type = newValue ? 1 : 0 }
    }

    /// If set the server should record this metrics report data for the current RPC.
    public var orcaPerQueryReport: TestOrcaReport? {
      get { messageReference.message(structure.pointee.orca_per_query_report) }
      nonmutating set { structure.pointee.orca_per_query_report = messageReference.store(newValue) }
    }

    /// `orcaPerQueryReport`; an empty one is put there where it is not set.
    public var mutableOrcaPerQueryReport: TestOrcaReport {
      if let existing = orcaPerQueryReport { return existing }
      let made = TestOrcaReport(in: arena)
      orcaPerQueryReport = made
      return made
    }

    /// If set the server should update this metrics report data at the OOB server.
    public var orcaOobReport: TestOrcaReport? {
      get { messageReference.message(structure.pointee.orca_oob_report) }
      nonmutating set { structure.pointee.orca_oob_report = messageReference.store(newValue) }
    }

    /// `orcaOobReport`; an empty one is put there where it is not set.
    public var mutableOrcaOobReport: TestOrcaReport {
      if let existing = orcaOobReport { return existing }
      let made = TestOrcaReport(in: arena)
      orcaOobReport = made
      return made
    }
  }
}
