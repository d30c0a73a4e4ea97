-- Tells something that has no place in the history. ARGV[3] channel, ARGV[4] highest epoch seen, ARGV[5] kind, ARGV[6] what.
local ch = open(ARGV[3], tonumber(ARGV[4]))
put(ch, ARGV[5], ARGV[6])
save(ch)
return { id(ch), text(now) }
