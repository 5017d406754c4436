#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func unlinkFile(_ path: String) { unlink(path) }
