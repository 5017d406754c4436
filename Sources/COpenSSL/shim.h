// SHA256_Init and its siblings are kept by OpenSSL 3 for speed (no provider look-up, no allocation) but marked deprecated.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/rand.h>
#include <openssl/err.h>
