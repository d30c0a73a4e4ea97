-- Reads a channel, which then lives for a while. ARGV[3] channel, ARGV[4] highest epoch seen, ARGV[5] place heard of or '',
-- ARGV[6] where the history is wanted from, ARGV[7] 1 for the members. Gives the place, what happened since, the position behind the
-- last message, whether the history is complete, its messages, and the members.
local ch = open(ARGV[3], tonumber(ARGV[4]))
trim(ch)
account(ch)
save(ch)
return state(ch, ARGV[5], ARGV[6], ARGV[7])
