// Written by countersign-generate from proto/. Do not edit.

internal import CCountersignMessages
@_spi(GeneratedMessages) import MessagesBase

extension GoogleRPC {
  /// Describes the resource that is being accessed.
  public struct ResourceInfo: ArenaMessage {
    public static var messageDescriptor: MessageDescriptor {
      MessageDescriptor(google__rpc__resource_info__descriptor_address())
    }
    @_spi(GeneratedMessages) public let messageReference: MessageReference

    @_spi(GeneratedMessages) public init(messageReference: MessageReference) {
      self.messageReference = messageReference
    }

    /// An empty message in `arena`.
    public init(in arena: Arena) {
      messageReference = MessageReference(emptyMessageOf: Self.messageDescriptor, in: arena)
    }

    private var structure: UnsafeMutablePointer<Google__Rpc__ResourceInfo> {
      messageReference.storage.assumingMemoryBound(to: Google__Rpc__ResourceInfo.self)
    }

    /// A name for the type of resource being accessed, e.g. "sql table",
    /// "cloud storage bucket", "file", "Google calendar"; or the type URL
    /// of the resource: e.g. "type.googleapis.com/google.pubsub.v1.Topic".
    public var resourceType: String {
      get { messageReference.string(structure.pointee.resource_type) }
      nonmutating set { structure.pointee.resource_type = messageReference.store(newValue) }
    }

    /// `resourceType` without a `String`.
    public var resourceTypeUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.resource_type) }
      nonmutating set { structure.pointee.resource_type = messageReference.store(newValue) }
    }

    /// The name of the resource being accessed.  For example, a shared calendar
    /// name: "example.com_4fghdhgsrgh@group.calendar.google.com", if the current
    /// error is
    /// [google.rpc.Code.PERMISSION_DENIED][google.rpc.Code.PERMISSION_DENIED].
    public var resourceName: String {
      get { messageReference.string(structure.pointee.resource_name) }
      nonmutating set { structure.pointee.resource_name = messageReference.store(newValue) }
    }

    /// `resourceName` without a `String`.
    public var resourceNameUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.resource_name) }
      nonmutating set { structure.pointee.resource_name = messageReference.store(newValue) }
    }

    /// The owner of the resource (optional).
    /// For example, "user:<owner email>" or "project:<Google developer project
    /// id>".
    public var owner: String {
      get { messageReference.string(structure.pointee.owner) }
      nonmutating set { structure.pointee.owner = messageReference.store(newValue) }
    }

    /// `owner` without a `String`.
    public var ownerUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.owner) }
      nonmutating set { structure.pointee.owner = messageReference.store(newValue) }
    }

    /// Describes what error is encountered when accessing this resource.
    /// For example, updating a cloud project may require the `writer` permission
    /// on the developer console project.
    public var description: String {
      get { messageReference.string(structure.pointee.description) }
      nonmutating set { structure.pointee.description = messageReference.store(newValue) }
    }

    /// `description` without a `String`.
    public var descriptionUTF8: UTF8Text {
      get { messageReference.text(structure.pointee.description) }
      nonmutating set { structure.pointee.description = messageReference.store(newValue) }
    }
  }
}
