import Messages

/// countersign.v1.AdminService; what is not written here answers UNIMPLEMENTED.
struct AdminServiceHandlers: CountersignV1.AdminService {
  let calls: Calls
  let serviceVersion: String
  let components: @Sendable () -> [ComponentReport]
}
