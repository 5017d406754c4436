// Written by countersign-generate from proto/. Do not edit.

/// The package countersign.v1.
public enum CountersignV1 {}
