package org.snorky.server.store.redis.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * That somebody has read a room, as it goes through Redis.
 *
 * @param node of the client by which it was read
 * @param client as that node names it
 * @param identity its JSON
 */
record ReadMark(String node, String client, byte[] identity) {

    private static final byte END = 0;

    byte[] toBytes() {
        byte[] head = (node + (char) END + client + (char) END).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(head, head.length + identity.length);
        System.arraycopy(identity, 0, bytes, head.length, identity.length);
        return bytes;
    }

    static ReadMark of(byte[] bytes) {
        int client = end(bytes, 0) + 1;
        int identity = end(bytes, client) + 1;
        return new ReadMark(
                text(bytes, 0, client - 1),
                text(bytes, client, identity - 1),
                Arrays.copyOfRange(bytes, identity, bytes.length));
    }

    private static int end(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != END) {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
