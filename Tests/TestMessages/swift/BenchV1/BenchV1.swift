// Written by countersign-generate from proto/. Do not edit.

/// The package bench.v1.
public enum BenchV1 {}
