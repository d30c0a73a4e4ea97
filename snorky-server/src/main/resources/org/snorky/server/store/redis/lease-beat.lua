-- KEYS[1] alive, KEYS[2] dead. ARGV[3] node, ARGV[4] lease (µs), ARGV[5] '1' if the node has not been there before, ARGV[6] time
-- of the node's last answer, ARGV[7] since when it has been answered steadily (both as this script answers them).
-- Gives 'kept' | 'lost', time, unshifted time, since when steadily, a dead node that the caller is to clear away after.
local lease = tonumber(ARGV[4])
if ARGV[5] == '0' and not redis.call('ZSCORE', KEYS[1], ARGV[3]) then
    -- What it had under that id may be there still, in another part of a cluster. It has a lease to say that again under the next.
    redis.call('ZADD', KEYS[2], 'NX', digits(now + lease), ARGV[3])
    return { 'lost', digits(now), digits(unshifted), digits(now) }
end
redis.call('ZADD', KEYS[1], digits(now + lease), ARGV[3])

-- Whoever was not heard for a while may be no less alive than others were: Redis itself may have stood still.
local last, steady = tonumber(ARGV[6]), tonumber(ARGV[7])
if now < last or now - last > lease / 2 then steady = now end
if now - steady < lease then return { 'kept', digits(now), digits(unshifted), digits(steady) } end

for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(now), 'LIMIT', 0, 10)) do
    redis.call('ZREM', KEYS[1], node)
    redis.call('ZADD', KEYS[2], 'NX', 0, node)
end
-- One at a time; another goes on with it if this one does not say within a lease that it is done.
local dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', digits(now), 'LIMIT', 0, 1)[1]
if dead then redis.call('ZADD', KEYS[2], digits(now + lease), dead) end
return { 'kept', digits(now), digits(unshifted), digits(steady), dead }
