-- KEYS[1] cursors, KEYS[2] document, KEYS[3] those of the node, KEYS[4] whether the node was cleared away, KEYS[5] last handle.
-- ARGV[3] channel, ARGV[4] name of the document in keys, ARGV[5] '+' | '=', ARGV[6] handle or '' for a new one, ARGV[7] most,
-- ARGV[8] value. Gives 'late' | 'gone' | 'full' | 'put', handle, epoch, sequence.
if late then return { 'late' } end
if redis.call('EXISTS', KEYS[4]) == 1 then return { 'gone' } end
local handle = ARGV[6]
if handle == '' then
    if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[7]) then return { 'full' } end
    -- At least the time, so that what was given before Redis was emptied is not given again.
    handle = digits(math.max(now, tonumber(redis.call('GET', KEYS[5]) or 0) + 1))
    redis.call('SET', KEYS[5], handle)
end
redis.call('HSET', KEYS[1], handle, ARGV[8])
redis.call('PEXPIRE', KEYS[1], 3600000)
redis.call('SADD', KEYS[3], ARGV[4] .. '|' .. handle)
local epoch, sequence = tell(KEYS[2], ARGV[3], ARGV[5], handle, ARGV[8])
return { 'put', handle, epoch, sequence }
