// Written by countersign-generate from proto/. Do not edit.

/// The package grpc.reflection.v1.
public enum GRPCReflectionV1 {}
