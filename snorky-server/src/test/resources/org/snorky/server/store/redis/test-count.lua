-- KEYS[1] a number; ARGV[1] text. Gives what first makes of it, the text, an empty list and nothing.
return { first(redis.call('INCR', KEYS[1])), ARGV[1], {}, false }
