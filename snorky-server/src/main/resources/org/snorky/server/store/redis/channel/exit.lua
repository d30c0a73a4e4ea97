-- Takes an identity of a node out of a room. ARGV[3] room, ARGV[4] highest epoch seen, ARGV[5] node, ARGV[6] digest of the identity.
local ch = open(ARGV[3], tonumber(ARGV[4]))
if redis.call('SREM', bucket .. 'of:' .. ARGV[5], ch.name .. '|' .. ARGV[6]) == 1 then leave(ch, ARGV[6]) end
save(ch)
return { id(ch) }
