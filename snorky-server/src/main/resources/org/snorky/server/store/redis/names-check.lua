-- KEYS[1] names of a node. Gives how many there are, and the mastership: with a new one, something may have been forgotten.
return { redis.call('SCARD', KEYS[1]), string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') }
