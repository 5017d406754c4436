// Entries a second through audit.append, by several processes over one chain: what the database alone can do, and how it
// shares out a race for the head.
//
//   append URL MODE BATCH SERVERS SECONDS < CANON
//
// MODE: "turns" calls audit.append as the service does; "optimistic" calls bench.append, the same function without turns; "locked"
// takes the head's lock and reads it in a first round trip, then appends and commits in a second one. CANON is the canonical
// text of a submission, of which each entry gets a copy with an audit id of its own.
// Prints entries a second and the slowest server's share of an equal part.
// gcc -O2 -o append append.c -I$(pg_config --includedir) -lpq -lcrypto
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { VALUES = 24, CANON_BYTES_MAX = 65503, ID_BYTES = 36, HASH_BYTES = 32 };
enum { BOOL = 16, BYTEA = 17, INT8 = 20, TEXT = 25, UUID = 2950, TIMESTAMPTZ = 1184 };

static char canon[CANON_BYTES_MAX + HASH_BYTES];
static size_t canon_bytes, id_offset;
static uint64_t number, chance;

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

// One parameter in the binary format.
struct value { char *bytes; size_t count, room; };

static void put(struct value *value, const void *bytes, size_t count) {
  if (value->count + count > value->room) {
    value->room = 2 * (value->count + count);
    if (!(value->bytes = realloc(value->bytes, value->room))) fail("no memory");
  }
  memcpy(value->bytes + value->count, bytes, count);
  value->count += count;
}

static void put32(struct value *value, uint32_t number) {
  number = htonl(number);
  put(value, &number, 4);
}

static void put64(struct value *value, uint64_t number) {
  put32(value, number >> 32);
  put32(value, (uint32_t)number);
}

static void begin(struct value *value, uint32_t type, uint32_t count) {
  value->count = 0;
  put32(value, 1), put32(value, 0), put32(value, type), put32(value, count), put32(value, 1);
}

static void element(struct value *value, const void *bytes, size_t count) {
  put32(value, count);
  put(value, bytes, count);
}

struct head { uint64_t size, fence; unsigned char hash[HASH_BYTES]; };

// A review id, as text and as bytes.
static void next_id(unsigned char id[16], char text[ID_BYTES + 1]) {
  uint64_t words[2] = {(uint64_t)(time(NULL)) << 16 | 0x7000, chance * 0x9E3779B97F4A7C15u ^ ++number};
  for (int i = 0; i < 16; i++) id[i] = words[i / 8] >> (56 - 8 * (i % 8));
  sprintf(text, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", id[0], id[1], id[2], id[3], id[4],
          id[5], id[6], id[7], id[8], id[9], id[10], id[11], id[12], id[13], id[14], id[15]);
}

// A batch that continues `head`; its last hash goes to `end`.
static void render(struct value *values, const struct head *head, int batch, struct head *end) {
  static const int types[VALUES] = {0, 0, 0, 0, TIMESTAMPTZ, TEXT, TEXT, TEXT, TEXT, BYTEA, BYTEA, BYTEA, UUID, INT8, UUID,
                                    BOOL, BOOL, TEXT, TEXT, TEXT, TEXT, BYTEA, TEXT, INT8};
  for (int i = 0; i < 4; i++) values[i].count = 0;
  put32(&values[0], 1), put64(&values[1], head->size), put(&values[2], head->hash, HASH_BYTES), put64(&values[3], head->fence);
  for (int i = 4; i < VALUES; i++) begin(&values[i], types[i], batch);
  const uint64_t at = (uint64_t)(time(NULL) - 946684800) * 1000000;
  *end = *head;
  for (int i = 0; i < batch; i++) {
    unsigned char id[16], digest[HASH_BYTES];
    char text[ID_BYTES + 1];
    next_id(id, text);
    memcpy(canon + id_offset, text, ID_BYTES);
    memcpy(canon + canon_bytes, end->hash, HASH_BYTES);
    SHA256((unsigned char *)canon, canon_bytes + HASH_BYTES, end->hash);
    SHA256(id, 16, digest);
    end->size++;
    const uint64_t time_value = htobe64(at), sequence = htobe64(end->size);
    element(&values[4], &time_value, 8), element(&values[5], text, ID_BYTES), element(&values[6], "query.submitted", 15);
    element(&values[7], "alice", 5), element(&values[8], canon, canon_bytes), element(&values[9], end->hash, HASH_BYTES);
    element(&values[10], digest, HASH_BYTES), element(&values[11], digest, HASH_BYTES), element(&values[12], id, 16);
    element(&values[13], &sequence, 8), element(&values[14], id, 16), element(&values[15], "\1", 1), element(&values[16], "\1", 1);
    element(&values[17], "REVIEW_STATUS_PENDING", 21), element(&values[18], "alice", 5), element(&values[19], "trading", 7);
    element(&values[20], "investment_decision", 19), element(&values[21], digest, HASH_BYTES);
    element(&values[22], "Senior Analyst", 14), element(&values[23], &sequence, 8);
  }
}

static PGresult *checked(PGconn *connection, PGresult *result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC) fail(PQerrorMessage(connection));
  return result;
}

static PGresult *run(PGconn *connection, const char *name, struct value *values, int count) {
  const char *bytes[VALUES];
  int lengths[VALUES], formats[VALUES];
  for (int i = 0; i < count; i++) bytes[i] = values[i].bytes, lengths[i] = (int)values[i].count, formats[i] = 1;
  if (PQpipelineStatus(connection) == PQ_PIPELINE_OFF)
    return checked(connection, PQexecPrepared(connection, name, count, bytes, lengths, formats, 1));
  if (!PQsendQueryPrepared(connection, name, count, bytes, lengths, formats, 1)) fail(PQerrorMessage(connection));
  return NULL;
}

// What was sent since the pipeline began, as one transaction and one round trip; gives the last rows.
static PGresult *end_pipeline(PGconn *connection) {
  PGresult *rows = NULL, *result;
  PQpipelineSync(connection);
  for (int is_synced = 0; !is_synced;) {
    if (!(result = PQgetResult(connection))) continue;
    is_synced = PQresultStatus(checked(connection, result)) == PGRES_PIPELINE_SYNC;
    if (PQresultStatus(result) == PGRES_TUPLES_OK) PQclear(rows), rows = result; else PQclear(result);
  }
  return rows;
}

static uint64_t read64(const char *bytes) {
  uint64_t number;
  memcpy(&number, bytes, 8);
  return be64toh(number);
}

static struct head read_head(PGresult *result, int column) {
  struct head head = {.size = read64(PQgetvalue(result, 0, column)), .fence = read64(PQgetvalue(result, 0, column + 2))};
  memcpy(head.hash, PQgetvalue(result, 0, column + 1), HASH_BYTES);
  return head;
}

static void serve(const char *url, const char *mode, int batch, double from, double length, volatile uint64_t *appended) {
  PGconn *connection = PQconnectdb(url);
  if (PQstatus(connection) != CONNECTION_OK) fail(PQerrorMessage(connection));
  const int is_locked = strcmp(mode, "locked") == 0;
  char call[512];
  snprintf(call, sizeof call, "SELECT committed, o_size, o_hash, o_fence FROM %s.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
           "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)", strcmp(mode, "turns") == 0 ? "audit" : "bench");
  PQclear(PQexec(connection, "SET plan_cache_mode = force_generic_plan; SET jit = off; SET lock_timeout = '10s'"));
  PQclear(PQprepare(connection, "append", call, 0, NULL));
  PQclear(PQprepare(connection, "lock", "SELECT size, hash, fence FROM audit.head WHERE chain_id = 1 FOR UPDATE", 0, NULL));
  PQclear(PQprepare(connection, "head", "SELECT size, hash, fence FROM audit.head WHERE chain_id = 1", 0, NULL));
  PQclear(PQprepare(connection, "begin", "BEGIN", 0, NULL));
  PQclear(PQprepare(connection, "commit", "COMMIT", 0, NULL));
  PGresult *result = run(connection, "head", NULL, 0);
  struct head head = read_head(result, 0), end;
  struct value values[VALUES] = {0};
  PQclear(result);
  if (is_locked) PQenterPipelineMode(connection);
  while (seconds() < from) usleep(1000);
  while (seconds() < from + length) {
    if (is_locked) {
      run(connection, "begin", NULL, 0);
      run(connection, "lock", NULL, 0);
      result = end_pipeline(connection);
      head = read_head(result, 0);
      PQclear(result);
    }
    render(values, &head, batch, &end);
    result = run(connection, "append", values, VALUES);
    if (is_locked) {
      run(connection, "commit", NULL, 0);
      result = end_pipeline(connection);
    }
    const int is_committed = *PQgetvalue(result, 0, 0) == 1;
    head = is_committed ? end : read_head(result, 1);
    PQclear(result);
    if (is_committed) *appended += batch;
  }
  PQfinish(connection);
}

int main(int count, char **arguments) {
  if (count != 6) fail("usage: append URL MODE BATCH SERVERS SECONDS < CANON");
  canon_bytes = fread(canon, 1, CANON_BYTES_MAX, stdin);
  const char *id = strstr(canon, "\"audit_id\":\"");
  if (!id) fail("no audit id in the text");
  id_offset = id - canon + strlen("\"audit_id\":\"");
  const int batch = atoi(arguments[3]), servers = atoi(arguments[4]);
  const double length = atof(arguments[5]), from = seconds() + 0.2;
  uint64_t *appended = mmap(NULL, servers * sizeof *appended, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < servers; i++) {
    if (fork()) continue;
    chance = (uint64_t)getpid() << 32 ^ (uint64_t)(seconds() * 1e9);
    serve(arguments[1], arguments[2], batch, from, length, &appended[i]);
    exit(0);
  }
  int status, failed = 0;
  while (wait(&status) > 0) failed |= status != 0;
  uint64_t sum = 0, least = UINT64_MAX;
  for (int i = 0; i < servers; i++) sum += appended[i], least = appended[i] < least ? appended[i] : least;
  printf("%.0f %.2f\n", sum / length, sum ? (double)least * servers / sum : 0);
  return failed;
}
