-- KEYS[1] cursors, KEYS[2] document. ARGV[3] channel, ARGV[4] name of the document in keys, ARGV[5] prefix of the sets of nodes'
-- cursors, ARGV[6] process, ARGV[7…] handles. Removes those that the process has, late or not: no handle is given again.
for i = 7, #ARGV do
    local value = redis.call('HGET', KEYS[1], ARGV[i])
    if value and process(value) == ARGV[6] then
        redis.call('HDEL', KEYS[1], ARGV[i])
        redis.call('SREM', ARGV[5] .. string.match(value, '^[^#]+'), ARGV[4] .. '|' .. ARGV[i])
        tell(KEYS[2], ARGV[3], '-', ARGV[i], '')
    end
end
return { 'removed' }
