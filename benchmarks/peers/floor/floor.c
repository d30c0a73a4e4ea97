/*
 * floor - the least that a WebSocket broadcast costs: one thread, epoll, and nothing else.
 *
 *   build:  gcc -O2 -Wall -Wextra -o floor floor.c
 *   run:    floor PORT gathered | each
 *
 * Whoever opens /publish publishes; everybody else subscribes by connecting. All messages found in one
 * read of the publisher are sent with one write per subscriber ("gathered") or with a write each ("each").
 * There are no channels, no limits and no checks of what clients send: a bound to compare with, not a server.
 * It listens on the loopback interface only. What a socket does not take at once waits in memory.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, EVENTS = 512, LONGEST_HEAD = 8192, MASK = 4 };

struct client {
    int fd;
    enum { OPENING, SUBSCRIBED, PUBLISHING } state;
    size_t place;               /* in the list of subscribers */
    unsigned char *in;          /* bytes of an incomplete head or frame */
    size_t in_length;
    unsigned char *late;        /* bytes that the socket has not taken yet */
    size_t late_length;
};

static const char upgraded[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static int poll_fd;
static struct client **subscribers;
static size_t count, capacity;

static void *grown(void *old, size_t size)
{
    void *block = realloc(old, size);
    if (!block) {
        perror("floor");
        exit(1);
    }
    return block;
}

static void watch(struct client *client, int operation)
{
    struct epoll_event event = {.events = EPOLLIN | (client->late_length ? EPOLLOUT : 0), .data.ptr = client};
    epoll_ctl(poll_fd, operation, client->fd, &event);
}

/* Writes what the socket takes and keeps the rest. A broken connection is noticed when it is read. */
static void put(struct client *client, const unsigned char *bytes, size_t length)
{
    ssize_t taken = client->late_length ? 0 : send(client->fd, bytes, length, MSG_NOSIGNAL);
    if (taken < 0) {
        if (errno != EAGAIN) return;
        taken = 0;
    }
    size_t rest = length - (size_t)taken;
    if (!rest) return;
    client->late = grown(client->late, client->late_length + rest);
    memcpy(client->late + client->late_length, bytes + taken, rest);
    client->late_length += rest;
    watch(client, EPOLL_CTL_MOD);
}

static void put_late(struct client *client)
{
    ssize_t taken = send(client->fd, client->late, client->late_length, MSG_NOSIGNAL);
    if (taken <= 0) return;
    client->late_length -= (size_t)taken;
    memmove(client->late, client->late + taken, client->late_length);
    if (client->late_length) return;
    free(client->late);
    client->late = NULL;
    watch(client, EPOLL_CTL_MOD);
}

static void put_to_all(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; length && i < count; i++) put(subscribers[i], bytes, length);
}

static void end(struct client *client)
{
    if (client->state == SUBSCRIBED) {
        subscribers[client->place] = subscribers[--count];
        subscribers[client->place]->place = client->place;
    }
    close(client->fd);
    free(client->in);
    free(client->late);
    free(client);
}

/* Takes the opening request once it is whole; gives how many bytes it was. */
static size_t open_socket(struct client *client, const unsigned char *bytes, size_t length)
{
    const unsigned char *blank = memmem(bytes, length, "\r\n\r\n", 4);
    if (!blank) return 0;
    client->state = length > 13 && !memcmp(bytes, "GET /publish ", 13) ? PUBLISHING : SUBSCRIBED;
    if (client->state == SUBSCRIBED) {
        if (count == capacity) subscribers = grown(subscribers, (capacity = capacity * 2 + 1024) * sizeof *subscribers);
        client->place = count;
        subscribers[count++] = client;
    }
    put(client, (const unsigned char *)upgraded, sizeof upgraded - 1);
    return (size_t)(blank - bytes) + 4;
}

static size_t put_header(unsigned char *to, size_t length)
{
    to[0] = 0x81;
    if (length < 126) {
        to[1] = (unsigned char)length;
        return 2;
    }
    to[1] = 126;
    to[2] = (unsigned char)(length >> 8);
    to[3] = (unsigned char)length;
    return 4;
}

/* Broadcasts the whole text frames of the publisher; gives how many bytes of them it has used. */
static size_t publish(unsigned char *bytes, size_t length, int gathered)
{
    static unsigned char out[CHUNK];
    size_t used = 0, filled = 0;
    for (;;) {
        unsigned char *frame = bytes + used;
        size_t left = length - used, header = 2, size;
        if (left < 2) break;
        size = frame[1] & 127;
        if (size == 127) return length; /* longer than anything this is meant for */
        if (size == 126) {
            if (left < 4) break;
            size = (size_t)frame[2] << 8 | frame[3];
            header = 4;
        }
        if (left < header + MASK + size) break;
        used += header + MASK + size;
        if ((frame[0] & 15) != 1) continue;
        unsigned char *mask = frame + header, *text = mask + MASK;
        unsigned char *to = out + filled + put_header(out + filled, size);
        for (size_t i = 0; i < size; i++) to[i] = text[i] ^ mask[i & 3];
        filled = (size_t)(to - out) + size;
        if (!gathered) {
            put_to_all(out, filled);
            filled = 0;
        }
    }
    put_to_all(out, filled);
    return used;
}

/* Reads once; gives 0 when the connection has ended. */
static int take(struct client *client, int gathered)
{
    static unsigned char chunk[CHUNK];
    if (client->in_length) memcpy(chunk, client->in, client->in_length);
    ssize_t more = read(client->fd, chunk + client->in_length, sizeof chunk - client->in_length);
    if (more <= 0) return more < 0 && (errno == EAGAIN || errno == EINTR);
    size_t length = client->in_length + (size_t)more, used = 0;
    if (client->state == OPENING) used = open_socket(client, chunk, length);
    if (client->state == OPENING && length > LONGEST_HEAD) return 0;
    if (client->state == SUBSCRIBED) used = length;
    if (client->state == PUBLISHING) used += publish(chunk + used, length - used, gathered);
    client->in_length = length - used;
    if (client->in_length) {
        client->in = grown(client->in, client->in_length);
        memcpy(client->in, chunk + used, client->in_length);
    } else {
        free(client->in);
        client->in = NULL;
    }
    return 1;
}

static void accept_all(int listener)
{
    int on = 1;
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct client *client = grown(NULL, sizeof *client);
        *client = (struct client){.fd = fd};
        watch(client, EPOLL_CTL_ADD);
    }
}

int main(int arguments, char **argument)
{
    if (arguments != 3 || (strcmp(argument[2], "gathered") && strcmp(argument[2], "each"))) {
        fprintf(stderr, "usage: floor PORT gathered|each\n");
        return 2;
    }
    int gathered = !strcmp(argument[2], "gathered"), on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argument[1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
        perror("floor");
        return 1;
    }
    poll_fd = epoll_create1(0);
    struct epoll_event listening = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, listener, &listening);
    for (;;) {
        struct epoll_event events[EVENTS];
        int n = epoll_wait(poll_fd, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            struct client *client = events[i].data.ptr;
            if (!client) {
                accept_all(listener);
                continue;
            }
            if (events[i].events & EPOLLOUT) put_late(client);
            if (events[i].events & ~(uint32_t)EPOLLOUT && !take(client, gathered)) end(client);
        }
    }
}
