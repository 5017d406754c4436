import Messages

/// countersign.v1.AuditService; what is not written here answers UNIMPLEMENTED.
struct AuditServiceHandlers: CountersignV1.AuditService {
  let calls: Calls
}
