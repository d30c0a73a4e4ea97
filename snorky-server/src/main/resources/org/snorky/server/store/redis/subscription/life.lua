-- Goes before the scripts of subscriptions. ARGV[1] is added to the clock (ms).
-- A subscription is a hash, a member of the set of all in its bucket, and one of each index that the hash names in 'in'; its
-- score in each is when it ends. That is what counts: what Redis lets expire it only clears away, a minute after.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000) + ARGV[1]

local function lives(all, token)
    local ends = redis.call('ZSCORE', all, token)
    return ends and tonumber(ends) > now
end

-- Until when, as a score; 'inf' never ends.
local function ending(timeToLive)
    return timeToLive == 'inf' and '+inf' or string.format('%.0f', now + timeToLive)
end

-- An index outlives all of its members.
local function keep(index, timeToLive, isNew)
    if timeToLive == 'inf' then
        redis.call('PERSIST', index)
    elseif isNew then
        redis.call('PEXPIRE', index, timeToLive + 60000)
    else
        redis.call('PEXPIRE', index, timeToLive + 60000, 'GT')
    end
end

local function indexesOf(hash)
    return string.gmatch(redis.call('HGET', hash, 'in') or '', '[^\n]+')
end

local function renew(hash, all, token, timeToLive)
    redis.call('ZADD', all, 'XX', ending(timeToLive), token)
    for index in indexesOf(hash) do
        redis.call('ZADD', index, 'XX', ending(timeToLive), token)
        keep(index, timeToLive, false)
    end
    if timeToLive == 'inf' then
        redis.call('PERSIST', hash)
    else
        redis.call('PEXPIRE', hash, timeToLive + 60000)
    end
end

local function remove(hash, all, token)
    for index in indexesOf(hash) do redis.call('ZREM', index, token) end
    redis.call('DEL', hash)
    redis.call('ZREM', all, token)
end
