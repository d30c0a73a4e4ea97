-- KEYS[1] inbox, KEYS[2] its bytes. ARGV[3] how many to give, ARGV[4…] ids of messages that were delivered and go.
-- Gives id, session and message in turn.
for i = 4, #ARGV do
    local entry = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
    if entry then
        redis.call('DECRBY', KEYS[2], #entry[2][4])
        redis.call('XDEL', KEYS[1], ARGV[i])
    end
end
local waiting = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', tonumber(ARGV[3]))) do
    waiting[#waiting + 1] = entry[1]
    waiting[#waiting + 1] = entry[2][2]
    waiting[#waiting + 1] = entry[2][4]
end
if #waiting == 0 then redis.call('DEL', KEYS[1], KEYS[2]) end
return waiting
