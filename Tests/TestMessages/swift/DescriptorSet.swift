// Written by countersign-generate from proto/. Do not edit.

internal import CTestMessages
import MessagesBase

/// The contract as a serialized google.protobuf.FileDescriptorSet, imports included, comments left out.
public enum DescriptorSet {
  /// The bytes, which are part of the program.
  public static var bytes: UnsafeRawBufferPointer {
    var length = 0
    let start = test_messages_descriptor_set(&length)
    return UnsafeRawBufferPointer(start: start, count: length)
  }
}
