// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
@_spi(GeneratedMessages) import MessagesBase

extension GRPCTesting {
  /// Server-streaming request.
  public struct StreamingOutputCallRequest: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(grpc__testing__streaming_output_call_request__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Grpc__Testing__StreamingOutputCallRequest> {
      messageReference.storage.assumingMemoryBound(to: Grpc__Testing__StreamingOutputCallRequest.self)
    }

    /// Desired payload type in the response from the server.
    /// If response_type is RANDOM, the payload from each response in the stream
    /// might be of different types. This is to simulate a mixed type of payload
    /// stream.
    public var responseType: PayloadType {
      get { PayloadType(rawValue: Int32(bitPattern: structure.pointee.response_type.rawValue)) }
      nonmutating set { structure.pointee.response_type = .init(rawValue: UInt32(bitPattern: newValue.rawValue)) }
    }

    /// Configuration for each expected response message.
    public var responseParameters: RepeatedField<ResponseParameters> {
      messageReference.list(structure.pointer(to: \.n_response_parameters)!)
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
