-- KEYS[1] names, KEYS[2] those of the node, KEYS[3] whether the node was cleared away. ARGV[3] holder, ARGV[4] name, ARGV[5] most.
-- Gives 'late' | 'gone' | 'held' | 'full' | 'taken'.
if late then return { 'late' } end
if redis.call('EXISTS', KEYS[3]) == 1 then return { 'gone' } end
local known = redis.call('HGET', KEYS[1], ARGV[4])
if known then
    -- A client takes what it was not told that it had got.
    if process(known) == process(ARGV[3]) and string.match(known, '#.*') == string.match(ARGV[3], '#.*') then
        return { 'taken' }
    end
    return { 'held' }
end
if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then return { 'full' } end
redis.call('HSET', KEYS[1], ARGV[4], ARGV[3])
redis.call('SADD', KEYS[2], ARGV[4])
return { 'taken' }
