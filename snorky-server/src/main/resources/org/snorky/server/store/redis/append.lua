-- Appends batches to the log, each whole, in their order.
-- KEYS[3], KEYS[4] batch ids, present and before; ARGV[6] how many of them, ARGV[7] how long they are kept (µs); then for each
-- batch: the latest time at which it may be appended (µs), its id or '', its changes, their bytes, their form.
-- Gives the epoch and the clock, then for each batch what was done (0 appended, 1 was there, 2 too late) and the place behind it.
-- Nothing is done where the epoch is not the caller's: then its latest times are of another clock.
local ids, idsBefore = KEYS[3], KEYS[4]
local answer = { epoch, now }
if epoch == seen then
    local idCount
    for i = 8, #ARGV, 5 do
        local id, added = ARGV[i + 1], tonumber(ARGV[i + 2])
        local known = id ~= '' and (redis.call('HGET', ids, id) or redis.call('HGET', idsBefore, id))
        local knownEpoch, knownOffset, at = string.match(known or '', '^(%d+)-(%d+)@(%d+)$')
        if now > tonumber(ARGV[i]) then
            answer[#answer + 1], answer[#answer + 2], answer[#answer + 3] = 2, epoch, offset
        elseif known and now - at <= tonumber(ARGV[7]) then
            answer[#answer + 1], answer[#answer + 2], answer[#answer + 3] = 1, tonumber(knownEpoch), tonumber(knownOffset)
        else
            if added > 0 then
                offset, count, bytes = offset + added, count + added, bytes + ARGV[i + 3]
                redis.call('XADD', stream, string.format('%.0f-%.0f', epoch, offset),
                    'a', string.format('%.0f', now), 'n', ARGV[i + 2], 'b', ARGV[i + 3], 'd', ARGV[i + 4])
            end
            if id ~= '' then
                idCount = idCount or redis.call('HLEN', ids)
                if idCount >= tonumber(ARGV[6]) then
                    redis.call('RENAME', ids, idsBefore)
                    idCount = 0
                end
                idCount = idCount + redis.call('HSET', ids, id, string.format('%.0f-%.0f@%.0f', epoch, offset, now))
            end
            answer[#answer + 1], answer[#answer + 2], answer[#answer + 3] = 0, epoch, offset
        end
    end
    if idCount then redis.call('PEXPIRE', ids, math.ceil(ARGV[7] / 1000)) end
end
trim()
save()
return answer
