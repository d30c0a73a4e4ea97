-- Renews leases. KEYS[1] all of a bucket, then hashes; ARGV[2] lease (ms), then for each hash its token and who says to hold it.
-- Gives the tokens that are not theirs.
local lost = {}
for i = 2, #KEYS do
    local token, holder = ARGV[2 * i - 1], ARGV[2 * i]
    if lives(KEYS[1], token) and redis.call('HGET', KEYS[i], 'holder') == holder then
        renew(KEYS[i], KEYS[1], token, ARGV[2])
    else
        lost[#lost + 1] = token
    end
end
return lost
