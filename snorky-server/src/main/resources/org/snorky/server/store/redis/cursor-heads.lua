-- KEYS[1…] document and its cursors in turn. Keeps them, and gives epoch and sequence of each, '' where Redis may have forgotten.
local mastership = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
local heads = {}
for i = 1, #KEYS, 2 do
    local known = redis.call('HMGET', KEYS[i], 'mastership', 'epoch', 'sequence')
    heads[#heads + 1] = known[1] == mastership and known[2] .. ' ' .. known[3] or ''
    redis.call('PEXPIRE', KEYS[i], 3600000)
    redis.call('PEXPIRE', KEYS[i + 1], 3600000)
end
return heads
