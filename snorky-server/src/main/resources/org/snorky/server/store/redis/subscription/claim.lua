-- Gives a subscription a holder. KEYS[1] its hash, KEYS[2] all of its bucket; ARGV[2] token, ARGV[3] lease (ms), ARGV[4] the
-- holder's node, ARGV[5] its number there, ARGV[6] '1' where it is to be taken over, ARGV[7] what the channels of nodes begin with.
-- Gives 'gone', or 'held' or 'claimed' with the holder until now, if any. The node that loses it is told.
if not lives(KEYS[2], ARGV[2]) then return { 'gone' } end
local before = redis.call('HGET', KEYS[1], 'holder') or ''
if before ~= '' and ARGV[6] ~= '1' then return { 'held', before } end
redis.call('HSET', KEYS[1], 'holder', ARGV[4] .. '#' .. ARGV[5])
renew(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
local node, number = string.match(before, '^(.*)#(%d+)$')
if node and node ~= ARGV[4] then redis.call('PUBLISH', ARGV[7] .. node, number .. ' ' .. ARGV[2]) end
return { 'claimed', before }
