-- Removes the first subscriptions of an index. KEYS[1] all of a bucket, KEYS[2] the index; ARGV[2] what the names of hashes begin
-- with, ARGV[3] how many. Gives how many members it took, then the tokens of those that lived.
local tokens = redis.call('ZRANGE', KEYS[2], 0, ARGV[3] - 1)
local removed = { #tokens }
for _, token in ipairs(tokens) do
    if lives(KEYS[1], token) then removed[#removed + 1] = token end
    remove(ARGV[2] .. token, KEYS[1], token)
    redis.call('ZREM', KEYS[2], token)
end
return removed
