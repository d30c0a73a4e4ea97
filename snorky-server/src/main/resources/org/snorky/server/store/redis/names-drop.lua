-- KEYS[1] names; ARGV[3] prefix of the sets of nodes' names, ARGV[4…] name and holder in turn. Frees what the holder has,
-- whichever generation of its process.
if late then return { 'late' } end
for i = 4, #ARGV, 2 do
    local known = redis.call('HGET', KEYS[1], ARGV[i])
    if known and process(known) == process(ARGV[i + 1])
        and string.match(known, '#.*') == string.match(ARGV[i + 1], '#.*') then
        redis.call('HDEL', KEYS[1], ARGV[i])
        redis.call('SREM', ARGV[3] .. string.match(known, '^[^#]+'), ARGV[i])
    end
end
return { 'dropped' }
