#pragma once
// Memory for the small, short-lived objects of one thread: freed blocks are kept by size and handed out again.
// Not thread-safe: all calls with one `lists` come from one thread, or one after the other.
#include <stddef.h>

typedef struct clinux_free_lists clinux_free_lists;

clinux_free_lists *clinux_free_lists_create(void);
// Gives everything back; no block may be in use.
void clinux_free_lists_destroy(clinux_free_lists *lists);

// As malloc, free, calloc and realloc, with the lists as the last argument: what libnghttp2 asks for in nghttp2_mem.
void *clinux_free_lists_malloc(size_t size, void *lists);
void clinux_free_lists_free(void *block, void *lists);
void *clinux_free_lists_calloc(size_t count, size_t size, void *lists);
void *clinux_free_lists_realloc(void *block, size_t size, void *lists);
