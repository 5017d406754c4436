// Written by countersign-generate from proto/. Do not edit.

/// The package google.rpc.
public enum GoogleRPC {}
