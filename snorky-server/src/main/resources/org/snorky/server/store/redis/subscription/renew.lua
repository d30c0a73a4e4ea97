-- KEYS[1] a subscription's hash, KEYS[2] all of its bucket; ARGV[2] token, ARGV[3] time to live (ms). Gives whether it lives.
if not lives(KEYS[2], ARGV[2]) then return 0 end
renew(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
return 1
