// Written by countersign-generate from proto/. Do not edit.

/// The package grpc.reflection.v1alpha.
public enum GRPCReflectionV1Alpha {}
