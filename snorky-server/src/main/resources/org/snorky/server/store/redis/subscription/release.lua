-- Takes a subscription from its holder. KEYS[1] its hash, KEYS[2] all of its bucket; ARGV[2] token, ARGV[3] time to live (ms) or
-- 0 to remove it, ARGV[4] the holder. Gives whether it was that one's.
if not lives(KEYS[2], ARGV[2]) or redis.call('HGET', KEYS[1], 'holder') ~= ARGV[4] then return 0 end
if ARGV[3] == '0' then
    remove(KEYS[1], KEYS[2], ARGV[2])
else
    redis.call('HDEL', KEYS[1], 'holder')
    renew(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
end
return 1
