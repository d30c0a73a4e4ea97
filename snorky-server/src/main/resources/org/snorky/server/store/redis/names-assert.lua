-- KEYS[1] names, KEYS[2] those of the node, KEYS[3] whether the node was cleared away. ARGV[3] its process, ARGV[4…] name and
-- holder in turn: all that it has. Gives 'late' | 'gone' | 'asserted', names that others have, and then name and holder in turn of what it
-- has here but not there.
if late then return { 'late' } end
if redis.call('EXISTS', KEYS[3]) == 1 then return { 'gone' } end
local mine, lost, surplus = {}, {}, {}
for i = 4, #ARGV, 2 do
    local name, holder = ARGV[i], ARGV[i + 1]
    local known = redis.call('HGET', KEYS[1], name)
    if not known or process(known) == process(holder) then
        redis.call('HSET', KEYS[1], name, holder)
        redis.call('SADD', KEYS[2], name)
        mine[name] = true
    else
        redis.call('SREM', KEYS[2], name)
        lost[#lost + 1] = name
    end
end
for _, name in ipairs(redis.call('SMEMBERS', KEYS[2])) do
    local known = redis.call('HGET', KEYS[1], name)
    if not known or process(known) ~= ARGV[3] then
        redis.call('SREM', KEYS[2], name)
    elseif not mine[name] then
        surplus[#surplus + 1] = name
        surplus[#surplus + 1] = known
    end
end
return { 'asserted', lost, surplus }
