-- KEYS[1] settings that all nodes must have alike; ARGV[1] for how long they outlive the last node's heartbeat (ms), then
-- name and value in turn. Gives those that stand there with other values, name and value in turn, and what INFO says of
-- the server and its memory.
local other = {}
for i = 2, #ARGV, 2 do
    if redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) == 0 then
        local there = redis.call('HGET', KEYS[1], ARGV[i])
        if there ~= ARGV[i + 1] then
            other[#other + 1] = ARGV[i]
            other[#other + 1] = there
        end
    end
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { other, redis.call('INFO', 'server'), redis.call('INFO', 'memory') }
