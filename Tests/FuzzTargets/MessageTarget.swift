import Messages
import MessagesBase
import RPCCore

/// Protobuf messages: the first byte chooses the type. What is decoded can be encoded, and that decoded again.
enum MessageTarget {
  static func exercise(_ input: UnsafeRawBufferPointer) {
    guard let choice = input.first else { return }
    let bytes = UnsafeRawBufferPointer(rebasing: input.dropFirst())
    switch choice % 8 {
    case 0: roundTrip(CountersignV1.SubmitQueryRequest.self, bytes)
    case 1: roundTrip(CountersignV1.SubmitReviewRequest.self, bytes)
    case 2: roundTrip(CountersignV1.WatchPendingReviewsRequest.self, bytes)
    case 3: roundTrip(CountersignV1.ListReviewsRequest.self, bytes)
    case 4: roundTrip(CountersignV1.Review.self, bytes)
    case 5: roundTrip(GoogleProtobuf.Struct.self, bytes)
    case 6: roundTrip(GRPCReflectionV1.ServerReflectionRequest.self, bytes)
    default: roundTrip(GoogleRPC.Status.self, bytes)
    }
  }

  private static func roundTrip<Message: ArenaMessage>(_ type: Message.Type, _ bytes: UnsafeRawBufferPointer) {
    guard let message = try? Message.decoded(from: bytes) else { return }
    guard let encoded = try? message.sealed() else { return }
    encoded.withUnsafeBytes { frame in
      let again = UnsafeRawBufferPointer(rebasing: frame.dropFirst(MessageBuffer.prefixBytes))
      precondition((try? Message.decoded(from: again)) != nil, "what was encoded cannot be decoded")
    }
  }
}
