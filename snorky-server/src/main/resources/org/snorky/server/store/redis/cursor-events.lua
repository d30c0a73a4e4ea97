-- Put before scripts of cursors that change something. Each event makes a new version of its document, <epoch> <sequence>; the
-- epoch is another wherever Redis may have forgotten something: emptied, restarted, promoted.
local mastership = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')

local function version(document)
    local known = redis.call('HMGET', document, 'mastership', 'epoch', 'sequence')
    if known[1] == mastership then return tonumber(known[2]), tonumber(known[3]) end
    local epoch = math.max(now, (tonumber(known[2]) or 0) + 1)
    redis.call('HSET', document, 'mastership', mastership, 'epoch', digits(epoch), 'sequence', 0)
    redis.call('PEXPIRE', document, 3600000)
    return epoch, 0
end

-- Gives the version that an event makes: '+' put, '=' put again as it was, '-' removed.
local function tell(document, channel, kind, handle, value)
    local epoch, sequence = version(document)
    sequence = sequence + 1
    redis.call('HSET', document, 'sequence', digits(sequence))
    redis.call('PEXPIRE', document, 3600000)
    redis.call('PUBLISH', channel, kind .. digits(epoch) .. ' ' .. digits(sequence) .. ' ' .. handle .. ' ' .. value)
    return digits(epoch), digits(sequence)
end
