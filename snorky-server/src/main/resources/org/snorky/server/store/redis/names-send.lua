-- KEYS[1] names. ARGV[3] the sending holder, ARGV[4] sender, ARGV[5] destination, ARGV[6] prefix of inboxes, ARGV[7] prefix of the
-- channels that wake nodes, ARGV[8] most messages and ARGV[9] bytes of an inbox, ARGV[10] message.
-- Gives 'late' | 'not the sender' | 'no destination' | 'full' | 'queued'.
if late then return { 'late' } end
local from = redis.call('HGET', KEYS[1], ARGV[4])
if not from or process(from) ~= process(ARGV[3]) or string.match(from, '#.*') ~= string.match(ARGV[3], '#.*') then
    return { 'not the sender' }
end
local to = redis.call('HGET', KEYS[1], ARGV[5])
if not to then return { 'no destination' } end
local inbox = ARGV[6] .. process(to)
local waiting = redis.call('XLEN', inbox)
local bytes = tonumber(redis.call('GET', inbox .. ':bytes') or 0)
if waiting >= tonumber(ARGV[8]) or bytes + #ARGV[10] > tonumber(ARGV[9]) then return { 'full' } end
redis.call('XADD', inbox, '*', 't', string.match(to, '#(.*)'), 'd', ARGV[10])
redis.call('INCRBY', inbox .. ':bytes', #ARGV[10])
redis.call('PEXPIRE', inbox, 300000)
redis.call('PEXPIRE', inbox .. ':bytes', 300000)
-- Who has found it empty waits to be woken; who has not reads on.
if waiting == 0 then redis.call('PUBLISH', ARGV[7] .. process(to), '') end
return { 'queued' }
