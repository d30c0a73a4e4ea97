-- KEYS[1] alive, KEYS[2] dead; ARGV[3] node. A node gives its lease up, so that others need not wait for its end.
if redis.call('ZREM', KEYS[1], ARGV[3]) == 1 then redis.call('ZADD', KEYS[2], 0, ARGV[3]) end
return { 'ended' }
