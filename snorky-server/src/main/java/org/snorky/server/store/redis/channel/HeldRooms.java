package org.snorky.server.store.redis.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snorky.protocol.JsonKey;
import org.snorky.server.chat.Identity;

/** What nodes have in rooms as Redis knows it, against what they think they have. */
final class HeldRooms {

    private static final int AT_ONCE = 100;

    private final RoomScripts scripts;
    private final ChannelNames names;
    private final String[] masterships;
    private Set<String> strangers = Set.of();

    HeldRooms(RoomScripts scripts, ChannelNames names) {
        this.scripts = scripts;
        this.names = names;
        this.masterships = new String[names.keys().buckets()];
        Arrays.fill(masterships, "");
    }

    /** An identity in a room of which Redis does not know any more. */
    record Lost(JsonKey room, Identity identity) {}

    /** What one bucket should have, by the digests of room and identity. */
    private record Own(RoomFeed feed, Identity identity) {}

    /**
     * Finds what Redis has forgotten, and takes out what it has for the node but the node has not; that only when it is found
     * twice, since it may be on its way. Blocks.
     */
    List<Lost> compare(String node, Collection<RoomFeed> feeds, Feeds<RoomFeed> order) {
        List<Map<String, Own>> buckets = new ArrayList<>();
        for (int bucket = 0; bucket < names.keys().buckets(); bucket++) {
            buckets.add(new HashMap<>());
        }
        for (RoomFeed feed : feeds) {
            order.inOrder(() -> Map.copyOf(feed.own())).forEach((identity, under) -> {
                if (under.equals(node)) {
                    buckets.get(feed.name().bucket()).put(pair(feed, identity), new Own(feed, identity));
                }
            });
        }
        List<Lost> lost = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            compare(node, bucket, buckets.get(bucket), order, lost, found);
        }
        strangers = found;
        return lost;
    }

    private void compare(
            String node, int bucket, Map<String, Own> own, Feeds<RoomFeed> order, List<Lost> lost, Set<String> found) {
        RoomScripts.Held there = scripts.held(names.held(node, bucket), own.size(), masterships[bucket]);
        masterships[bucket] = there.mastership();
        if (there.pairs() == null) {
            return;
        }
        for (String pair : there.pairs()) {
            if (own.remove(pair) == null) {
                found.add(pair);
                if (strangers.contains(pair)) {
                    String[] digests = pair.split("\\|", 2);
                    ChannelName room = new ChannelName(names.keys(), names.group(), bucket, digests[0]);
                    scripts.exit(new Asked(room, null), node, digests[1]);
                }
            }
        }
        own.values().forEach(missing -> {
            order.inOrder(() -> missing.feed().own().remove(missing.identity(), node));
            lost.add(new Lost(missing.feed().channel(), missing.identity()));
        });
    }

    private static String pair(RoomFeed feed, Identity identity) {
        return feed.name().digest() + "|" + ChannelName.digest(identity.key());
    }

    /** Takes a node that is dead out of all rooms. Blocks. */
    void reap(String dead) {
        for (int bucket = 0; bucket < names.keys().buckets(); bucket++) {
            long gone;
            do {
                gone = scripts.reap(names.held(dead, bucket), dead, AT_ONCE);
            } while (gone == AT_ONCE);
        }
    }
}
