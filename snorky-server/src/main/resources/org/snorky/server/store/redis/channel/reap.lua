-- Takes some of what a node has in a bucket out of its rooms; what it still has on its way has no effect any more. KEYS[1] what it has,
-- ARGV[3] how many at most, ARGV[4] the node. Gives how many there were.
redis.call('SET', bucket .. 'gone:' .. ARGV[4], '1', 'PX', 3600000)
local gone = redis.call('SPOP', KEYS[1], ARGV[3])
local rooms = {}
for _, pair in ipairs(gone) do
    local name, who = string.match(pair, '^(.*)|(.*)$')
    rooms[name] = rooms[name] or open(name, 0)
    leave(rooms[name], who)
end
for _, ch in pairs(rooms) do save(ch) end
return { #gone }
