// SHA256_Init and its siblings are kept by OpenSSL 3 for speed (no provider look-up, no allocation) but marked deprecated.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/rand.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// What OpenSSL offers as macros, which Swift does not see.
static const uint64_t tls_no_compression = SSL_OP_NO_COMPRESSION;
static const uint64_t tls_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t tls_no_ticket = SSL_OP_NO_TICKET;
static const uint64_t tls_server_preference = SSL_OP_CIPHER_SERVER_PREFERENCE;

static inline int tls_set_versions(SSL_CTX *context, int lowest, int highest) {
  return SSL_CTX_set_min_proto_version(context, lowest) && SSL_CTX_set_max_proto_version(context, highest);
}
static inline int tls_set_groups(SSL_CTX *context, const char *list) { return SSL_CTX_set1_groups_list(context, list); }
static inline void tls_release_buffers(SSL_CTX *context) { SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); }
static inline void tls_keep_no_sessions(SSL_CTX *context) { SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); }
// Takes over the certificate when it succeeds.
static inline int tls_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return SSL_CTX_add0_chain_cert(context, certificate);
}
static inline int tls_set_server_name(SSL *session, const char *name) { return SSL_set_tlsext_host_name(session, name); }
static inline int tls_error_library(unsigned long error) { return ERR_GET_LIB(error); }
static inline int tls_error_reason(unsigned long error) { return ERR_GET_REASON(error); }
