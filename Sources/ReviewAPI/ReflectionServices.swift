import Messages

/// grpc.reflection.v1.ServerReflection.
struct ReflectionServiceV1: GRPCReflectionV1.ServerReflection {
  let calls: Calls
}

/// grpc.reflection.v1alpha.ServerReflection, which older tools ask for.
struct ReflectionServiceV1Alpha: GRPCReflectionV1Alpha.ServerReflection {
  let calls: Calls
}
