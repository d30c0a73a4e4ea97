-- Removes subscriptions. KEYS[1] all of a bucket, then their hashes; ARGV[2] on their tokens. Gives those that lived.
local removed = {}
for i = 2, #KEYS do
    if lives(KEYS[1], ARGV[i]) then removed[#removed + 1] = ARGV[i] end
    remove(KEYS[i], KEYS[1], ARGV[i])
end
return removed
