-- Tells what a node has in a bucket. KEYS[1] what it has, ARGV[3] how many it thinks it has, ARGV[4] the mastership under which it was
-- told last: under another, as many may be others. Gives the mastership and, unless they are as many under the same, all.
if ARGV[4] == mastership and redis.call('SCARD', KEYS[1]) == tonumber(ARGV[3]) then return { mastership } end
return { mastership, redis.call('SMEMBERS', KEYS[1]) }
