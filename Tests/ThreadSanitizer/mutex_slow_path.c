#include <stdint.h>

// ThreadSanitizer sees the fast path of Swift's Mutex, which is compiled into our code, but not the slow one, which is in the
// runtime: a lock that had to be waited for looks as if it were none. These wrappers (the linker's --wrap, in scripts/sanitize)
// tell it.

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

SWIFT void real_lock_slow(uint32_t thread, SELF void *handle)
    __asm__("__real_$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
SWIFT void real_unlock_slow(SELF void *handle)
    __asm__("__real_$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
SWIFT void wrap_lock_slow(uint32_t thread, SELF void *handle)
    __asm__("__wrap_$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
SWIFT void wrap_unlock_slow(SELF void *handle)
    __asm__("__wrap_$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

SWIFT void wrap_lock_slow(uint32_t thread, SELF void *handle) {
  real_lock_slow(thread, handle);
  __tsan_acquire(handle);
}

SWIFT void wrap_unlock_slow(SELF void *handle) {
  __tsan_release(handle);
  real_unlock_slow(handle);
}

