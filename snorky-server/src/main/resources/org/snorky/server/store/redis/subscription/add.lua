-- Keeps a new subscription, unless its bucket is full. KEYS[1] its hash, KEYS[2] all of the bucket, then its indexes.
-- ARGV[2] token, ARGV[3] time to live (ms), ARGV[4] most in a bucket, ARGV[5] JSON. Gives whether there was room.
for i = 2, #KEYS do redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', string.format('%.0f', now)) end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'json', ARGV[5], 'in', table.concat(KEYS, '\n', 3))
redis.call('ZADD', KEYS[2], ending(ARGV[3]), ARGV[2])
for i = 3, #KEYS do
    local isNew = redis.call('EXISTS', KEYS[i]) == 0
    redis.call('ZADD', KEYS[i], ending(ARGV[3]), ARGV[2])
    keep(KEYS[i], ARGV[3], isNew)
end
renew(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
return 1
