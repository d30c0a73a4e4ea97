-- Tells how far channels of a bucket are, and has them live for a while. ARGV[3]… channels. Gives a place for each, '' where what the
-- caller has heard may not be all there was.
local heads = {}
for i = 3, #ARGV do
    local ch = known(ARGV[i])
    if ch.mastership == mastership then
        heads[i - 2] = id(ch)
        redis.call('PEXPIRE', ch.transit, TRANSIT_MS)
        redis.call('PEXPIRE', ch.state, TRANSIT_MS, 'GT')
    else
        heads[i - 2] = ''
    end
end
return heads
