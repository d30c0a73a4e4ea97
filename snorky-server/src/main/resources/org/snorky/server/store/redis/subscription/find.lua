-- KEYS[1] a subscription's hash, KEYS[2] all of its bucket; ARGV[2] token. Gives its JSON, or nothing.
if not lives(KEYS[2], ARGV[2]) then return false end
return redis.call('HGET', KEYS[1], 'json')
