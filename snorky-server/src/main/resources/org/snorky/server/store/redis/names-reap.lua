-- KEYS[1] names, KEYS[2] those of a dead node, KEYS[3] that it is cleared away. ARGV[3] node, ARGV[4] how many at once. Idempotent.
-- Gives how many are left.
redis.call('SET', KEYS[3], '1', 'PX', 3600000)
for _, name in ipairs(redis.call('SPOP', KEYS[2], tonumber(ARGV[4]))) do
    local known = redis.call('HGET', KEYS[1], name)
    if known and string.match(known, '^[^#]+') == ARGV[3] then redis.call('HDEL', KEYS[1], name) end
end
return { redis.call('SCARD', KEYS[2]) }
