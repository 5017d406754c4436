#include "free_lists.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Blocks up to 1 KiB are kept, in steps of 64 bytes, and at most so many of each size; the rest goes to malloc.
enum { step_bytes = 64, class_count = 17, kept_max = 1024 };

typedef struct header {
  size_t class_index;  // 0: not kept
  size_t size;
} header;

typedef struct link {
  struct link *next;
} link;

struct clinux_free_lists {
  link *first[class_count];
  size_t kept[class_count];
};

clinux_free_lists *clinux_free_lists_create(void) { return calloc(1, sizeof(clinux_free_lists)); }

void clinux_free_lists_destroy(clinux_free_lists *lists) {
  for (size_t index = 0; index < class_count; index++) {
    while (lists->first[index]) {
      link *block = lists->first[index];
      lists->first[index] = block->next;
      free((header *)block - 1);
    }
  }
  free(lists);
}

void *clinux_free_lists_malloc(size_t size, void *user_data) {
  clinux_free_lists *lists = user_data;
  // First of all, lest the rounding below wraps a huge size into the class of a small one.
  if (size > SIZE_MAX - sizeof(header) - step_bytes) return NULL;
  size_t index = (size + step_bytes - 1) / step_bytes;
  if (index == 0) index = 1;
  if (index < class_count && lists->first[index]) {
    link *block = lists->first[index];
    lists->first[index] = block->next;
    lists->kept[index]--;
    ((header *)block - 1)->size = size;
    return block;
  }
  size_t capacity = index < class_count ? index * step_bytes : size;
  header *block = malloc(sizeof(header) + capacity);
  if (!block) return NULL;
  block->class_index = index < class_count ? index : 0;
  block->size = size;
  return block + 1;
}

void clinux_free_lists_free(void *memory, void *user_data) {
  if (!memory) return;
  clinux_free_lists *lists = user_data;
  size_t index = ((header *)memory - 1)->class_index;
  if (index == 0 || lists->kept[index] >= kept_max) {
    free((header *)memory - 1);
    return;
  }
  link *block = memory;
  block->next = lists->first[index];
  lists->first[index] = block;
  lists->kept[index]++;
}

void *clinux_free_lists_calloc(size_t count, size_t size, void *user_data) {
  if (size && count > SIZE_MAX / size) return NULL;
  void *memory = clinux_free_lists_malloc(count * size, user_data);
  if (memory) memset(memory, 0, count * size);
  return memory;
}

void *clinux_free_lists_realloc(void *memory, size_t size, void *user_data) {
  if (!memory) return clinux_free_lists_malloc(size, user_data);
  header *old = (header *)memory - 1;
  if (old->class_index && size <= old->class_index * step_bytes) {
    old->size = size;
    return memory;
  }
  void *moved = clinux_free_lists_malloc(size, user_data);
  if (!moved) return NULL;
  memcpy(moved, memory, old->size < size ? old->size : size);
  clinux_free_lists_free(memory, user_data);
  return moved;
}
