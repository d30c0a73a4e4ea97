-- Tells what a node has in a bucket. KEYS[1] what it has, ARGV[3] how many it thinks it has. Gives all, or nothing where as many.
if redis.call('SCARD', KEYS[1]) == tonumber(ARGV[3]) then return { 1, {} } end
return { 0, redis.call('SMEMBERS', KEYS[1]) }
