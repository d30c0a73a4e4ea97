-- KEYS[1] cursors of a dead node, KEYS[2] that it is cleared away. ARGV[3] node, ARGV[4] how many at once, ARGV[5] prefix of
-- cursors, ARGV[6] prefix of documents, ARGV[7] prefix of channels. Idempotent. Gives how many are left.
redis.call('SET', KEYS[2], '1', 'PX', 3600000)
for _, each in ipairs(redis.call('SPOP', KEYS[1], tonumber(ARGV[4]))) do
    local document, handle = string.match(each, '^(.-)|(.*)$')
    local value = redis.call('HGET', ARGV[5] .. document, handle)
    if value and string.match(value, '^[^#]+') == ARGV[3] then
        redis.call('HDEL', ARGV[5] .. document, handle)
        tell(ARGV[6] .. document, ARGV[7] .. document, '-', handle, '')
    end
end
return { redis.call('SCARD', KEYS[1]) }
