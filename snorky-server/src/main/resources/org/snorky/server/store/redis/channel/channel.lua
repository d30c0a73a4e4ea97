-- Put before all scripts of channels. KEYS[1] is the state of a channel (or any key of its bucket); keys of one bucket share a slot.
-- ARGV[1] shift of the clock (µs, 0 but for tests), ARGV[2] bounds of histories: "<messages> <bytes> <bytes of the bucket> <age µs>".
local TRANSIT_MS, TRANSIT_EVENTS, TRANSIT_BYTES, OVERHEAD = 60000, 256, 262144, 100

local function text(number) return string.format('%.0f', number) end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2] + tonumber(ARGV[1])
-- New with each restart and each promotion: what a master of another name acknowledged may be missing here.
local mastership = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
local bucket = string.match(KEYS[1], '^(.-}:)')
local max_count, max_bytes, max_total, max_age = string.match(ARGV[2], '^(%d+) (%d+) (%d+) (%d+)$')
max_count, max_bytes, max_total, max_age = tonumber(max_count), tonumber(max_bytes), tonumber(max_total), tonumber(max_age)

local function known(name)
    local s = redis.call('HMGET', bucket .. 's:' .. name,
        'mastership', 'epoch', 'seq', 'said', 'floor', 'count', 'bytes', 'oldest')
    return {
        name = name, state = bucket .. 's:' .. name, transit = bucket .. 't:' .. name, history = bucket .. 'h:' .. name,
        mastership = s[1], epoch = tonumber(s[2] or 0), seq = tonumber(s[3] or 0), said = tonumber(s[4] or 0),
        floor = tonumber(s[5] or 0), count = tonumber(s[6] or 0), bytes = tonumber(s[7] or 0), oldest = tonumber(s[8] or 0),
        is_new = not s[2],
    }
end

-- A channel in an epoch in which nothing was lost; 'seen' is the highest epoch that the caller has heard of.
local function open(name, seen)
    local ch = known(name)
    if ch.mastership ~= mastership or seen > ch.epoch then
        ch.epoch = math.max(now, seen + 1, ch.epoch + 1)
        ch.mastership = mastership
        redis.call('DEL', ch.transit)
        if ch.is_new then redis.call('DEL', ch.history) end
    end
    return ch
end

-- Histories: 'floor' is the number of the last message that may be missing in it, 'said' of the last there was.
local function cut(ch)
    local two = redis.call('XRANGE', ch.history, '-', '+', 'COUNT', 2)
    if #two == 0 then
        ch.count, ch.bytes, ch.oldest, ch.floor = 0, 0, 0, ch.said
        return
    end
    redis.call('XDEL', ch.history, two[1][1])
    ch.count, ch.bytes = ch.count - 1, ch.bytes - #two[1][2][4] - OVERHEAD
    ch.floor = tonumber(string.match(two[1][1], '%-(%d+)$'))
    ch.oldest = two[2] and tonumber(two[2][2][2]) or 0
end

local function trim(ch)
    while ch.count > 0 and (ch.count > max_count or ch.bytes > max_bytes or now - ch.oldest > max_age) do cut(ch) end
end

-- Tells the bucket how large a history is, and gives how large all are.
local function account(ch)
    local before = tonumber(redis.call('HGET', bucket .. 'sizes', ch.name) or 0)
    if before ~= ch.bytes then
        if ch.count == 0 then
            redis.call('HDEL', bucket .. 'sizes', ch.name)
            redis.call('ZREM', bucket .. 'old', ch.name)
        else
            redis.call('HSET', bucket .. 'sizes', ch.name, ch.bytes)
        end
    end
    if before == 0 and ch.bytes == 0 then return 0 end
    if ch.count > 0 then redis.call('ZADD', bucket .. 'old', text(ch.oldest), ch.name) end
    return redis.call('HINCRBY', bucket .. 'sizes', '*', ch.bytes - before)
end

local function save(ch)
    redis.call('HSET', ch.state, 'mastership', ch.mastership, 'epoch', text(ch.epoch), 'seq', text(ch.seq),
        'said', text(ch.said), 'floor', text(ch.floor), 'count', ch.count, 'bytes', ch.bytes, 'oldest', text(ch.oldest))
    local life = ch.count > 0 and math.ceil(max_age / 1000) + TRANSIT_MS or TRANSIT_MS
    redis.call('PEXPIRE', ch.state, life)
    redis.call('PEXPIRE', ch.history, life)
    redis.call('PEXPIRE', ch.transit, TRANSIT_MS)
end

-- The oldest messages of all channels of the bucket go first; a channel that Redis has dropped in time takes nothing any more.
local function trim_bucket(ch, total)
    while total > max_total do
        local name = redis.call('ZRANGE', bucket .. 'old', 0, 0)[1]
        if not name then
            redis.call('HSET', bucket .. 'sizes', '*', 0)
            return
        end
        local oldest = name == ch.name and ch or known(name)
        if oldest.count > 0 then cut(oldest) end
        total = account(oldest)
        if oldest.count == 0 then redis.call('ZREM', bucket .. 'old', name) end
        if oldest ~= ch and not oldest.is_new then save(oldest) end
    end
end

local function id(ch) return text(ch.epoch) .. '-' .. text(ch.seq) end

-- Gives what happens its place, tells all who follow, and gives how many did.
local function put(ch, kind, body)
    ch.seq = ch.seq + 1
    local reach = math.max(1, math.min(TRANSIT_EVENTS, math.floor(TRANSIT_BYTES / (#body + OVERHEAD))))
    redis.call('XADD', ch.transit, 'MAXLEN', '=', reach, id(ch), 'k', kind, 'a', text(now), 'e', body)
    return redis.call('PUBLISH', ch.transit, id(ch) .. ' ' .. kind .. ' ' .. text(now) .. ' ' .. body)
end

-- What happened behind a place that the caller has heard of; '' for nothing.
local function behind(ch, heard)
    return heard == '' and {} or redis.call('XRANGE', ch.transit, '(' .. heard, '+')
end

-- The history behind a position: "<epoch>-<seq>", '*' for all, '' for none. Gives whether it is complete, and the messages.
local function read(ch, after)
    if after == '' then return 0, {} end
    local epoch, seq = string.match(after, '^(%d+)%-(%d+)$')
    if tonumber(epoch) ~= ch.epoch or tonumber(seq) > ch.seq then
        return after == '*' and 1 or 0, redis.call('XRANGE', ch.history, '-', '+')
    end
    return tonumber(seq) >= ch.floor and 1 or 0, redis.call('XRANGE', ch.history, '(' .. after, '+')
end

-- Members of rooms: 'm' what they are, behind the number of their joining; 'n' how many nodes have them; 'of' what a node has.
local function enter(ch, node, who, json, max)
    if redis.call('SADD', bucket .. 'of:' .. node, ch.name .. '|' .. who) == 0 then return true end
    if redis.call('HINCRBY', bucket .. 'n:' .. ch.name, who, 1) > 1 then return true end
    if redis.call('HLEN', bucket .. 'n:' .. ch.name) > max then
        redis.call('HDEL', bucket .. 'n:' .. ch.name, who)
        redis.call('SREM', bucket .. 'of:' .. node, ch.name .. '|' .. who)
        return false
    end
    put(ch, 'j', json)
    redis.call('HSET', bucket .. 'm:' .. ch.name, who, text(ch.seq) .. ' ' .. json)
    return true
end

-- The node does not name it any more; the last one's going is its leaving.
local function leave(ch, who)
    if redis.call('HINCRBY', bucket .. 'n:' .. ch.name, who, -1) > 0 then return end
    local member = redis.call('HGET', bucket .. 'm:' .. ch.name, who)
    redis.call('HDEL', bucket .. 'n:' .. ch.name, who)
    redis.call('HDEL', bucket .. 'm:' .. ch.name, who)
    if member then put(ch, 'l', string.match(member, '^%d+ (.*)$')) end
end

local function state(ch, heard, after, with_members)
    local complete, messages = read(ch, after)
    local given = { id(ch), behind(ch, heard), text(ch.epoch) .. '-' .. text(ch.said), complete, messages }
    if with_members == '1' then given[6] = redis.call('HVALS', bucket .. 'm:' .. ch.name) end
    return given
end
