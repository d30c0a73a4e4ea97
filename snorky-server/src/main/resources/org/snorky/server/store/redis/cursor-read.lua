-- KEYS[1] cursors, KEYS[2] document. Gives epoch, sequence, and all cursors: handle and value in turn.
local epoch, sequence = version(KEYS[2])
return { digits(epoch), digits(sequence), redis.call('HGETALL', KEYS[1]) }
