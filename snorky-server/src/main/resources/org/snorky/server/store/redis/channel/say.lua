-- Says something. ARGV[3] channel, ARGV[4] highest epoch seen, ARGV[5] 1 to keep it, ARGV[6] 1 if the caller follows, ARGV[7] message.
-- Gives its place and time, or nothing where nobody can want it.
local ch = open(ARGV[3], tonumber(ARGV[4]))
local keep = ARGV[5] == '1'
local heard = put(ch, keep and 'k' or 'm', ARGV[7])
ch.said = ch.seq
if ch.is_new and not keep and heard == 0 and ARGV[6] == '0' then
    redis.call('DEL', ch.transit)
    return {}
end
if keep then
    redis.call('XADD', ch.history, id(ch), 'a', text(now), 'd', ARGV[7])
    ch.count, ch.bytes = ch.count + 1, ch.bytes + #ARGV[7] + OVERHEAD
    if ch.count == 1 then ch.oldest = now end
else
    redis.call('DEL', ch.history)
    ch.count, ch.bytes, ch.oldest, ch.floor = 0, 0, 0, ch.said
end
trim(ch)
trim_bucket(ch, account(ch))
save(ch)
return { id(ch), text(now) }
