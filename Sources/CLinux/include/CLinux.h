#pragma once
// What Swift's Glibc overlay leaves out: epoll, eventfd, and a signal handler that is safe to run at any moment.
#include <stdint.h>
#include "free_lists.h"
#include <sys/epoll.h>
#include <sys/socket.h>

static const uint32_t clinux_readable = EPOLLIN;
static const uint32_t clinux_writable = EPOLLOUT;
static const uint32_t clinux_hung_up = EPOLLHUP | EPOLLERR;
static const uint32_t clinux_exclusive = EPOLLEXCLUSIVE;

// Each returns what the system call returns; errno says why it is -1.
int clinux_epoll_create(void);
int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int clinux_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int clinux_epoll_remove(int epoll, int descriptor);

int clinux_eventfd_create(void);
void clinux_eventfd_signal(int descriptor);
void clinux_eventfd_clear(int descriptor);

// Non-blocking and close-on-exec from the start.
int clinux_socket(int family);
int clinux_accept(int listener, struct sockaddr *address, socklen_t *length);
int clinux_open_null(void);

// The read end of a pipe into which every watched signal writes its number as one byte; the same for each call.
int clinux_signal_pipe(void);
int clinux_watch_signal(int signal_number);
void clinux_ignore_sigpipe(void);
