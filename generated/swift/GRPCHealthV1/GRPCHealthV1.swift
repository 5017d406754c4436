// Written by countersign-generate from proto/. Do not edit.

/// The package grpc.health.v1.
public enum GRPCHealthV1 {}
