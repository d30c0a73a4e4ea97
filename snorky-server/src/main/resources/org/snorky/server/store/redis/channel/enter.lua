-- Has an identity in a room for a node. ARGV[3]…[7] as in follow.lua, ARGV[8] node, ARGV[9] digest of the identity, ARGV[10] its JSON,
-- ARGV[11] how many members there may be. Gives what follow.lua does, 'full' where there are too many, or nothing where others have taken
-- the node for gone.
if redis.call('EXISTS', bucket .. 'gone:' .. ARGV[8]) == 1 then return {} end
local ch = open(ARGV[3], tonumber(ARGV[4]))
if not enter(ch, ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])) then return { 'full' } end
trim(ch)
account(ch)
save(ch)
return state(ch, ARGV[5], ARGV[6], ARGV[7])
