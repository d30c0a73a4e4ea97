-- Goes before the scripts of the log, and decides whether its epoch goes on.
-- KEYS[1] stream, KEYS[2] state; ARGV[1] what is added to the clock (µs), ARGV[2] highest epoch the caller knows,
-- ARGV[3] most changes, ARGV[4] most bytes, ARGV[5] highest age (µs).
local stream, stateKey = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2] + ARGV[1]
local seen = tonumber(ARGV[2])

local mastershipBefore, epoch, offset, count, bytes, oldest =
    string.match(redis.call('GET', stateKey) or '', '^(%x+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
epoch, offset, count = tonumber(epoch or 0), tonumber(offset or 0), tonumber(count or 0)
bytes, oldest = tonumber(bytes or 0), tonumber(oldest or 0)

-- New with each restart and each promotion: what a master of another name acknowledged may be missing here.
local mastership = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')

if mastership ~= mastershipBefore or seen > epoch or redis.call('EXISTS', stream) == 0 then
    epoch, offset, count, bytes, oldest = math.max(now, seen + 1, epoch + 1), 0, 0, 0, now
    redis.call('DEL', stream)
    -- Wakes readers, who wait behind an id of the epoch before, which is lower.
    redis.call('XADD', stream, string.format('%.0f-0', epoch), 'a', string.format('%.0f', now), 'n', 0, 'b', 0, 'd', '')
end

local function isOver(slack)
    return count > ARGV[3] * slack or bytes > ARGV[4] * slack or now - oldest > ARGV[5] * slack
end

-- Whole batches go, the oldest first; the newest stays however large it is. A log that is a little too long is left so,
-- because to forget many at once costs a fraction of what it costs one by one; one that is much too long is left to the next
-- call, because nobody else is served meanwhile.
local function trim()
    if not isOver(1 + 1 / 64) then return end
    for _ = 1, 32 do
        local some = redis.call('XRANGE', stream, '-', '+', 'COUNT', 33)
        local kept = 1
        while kept < #some and isOver(1) do
            local fields = some[kept][2]
            count, bytes = count - fields[4], bytes - fields[6]
            kept = kept + 1
            oldest = tonumber(some[kept][2][2])
        end
        if kept > 1 then redis.call('XTRIM', stream, 'MINID', some[kept][1]) end
        if kept < #some or #some < 33 then return end
    end
end

-- Always writes, so that a server which may not write says so to whoever asks.
local function save()
    redis.call('SET', stateKey, string.format('%s %.0f %.0f %.0f %.0f %.0f', mastership, epoch, offset, count, bytes, oldest))
end
