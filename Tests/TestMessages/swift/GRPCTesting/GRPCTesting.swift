// Written by countersign-generate from proto/. Do not edit.

/// The package grpc.testing.
public enum GRPCTesting {}
