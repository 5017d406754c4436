// Written by countersign-generate from proto/. Do not edit.

/// The package google.protobuf.
public enum GoogleProtobuf {}
