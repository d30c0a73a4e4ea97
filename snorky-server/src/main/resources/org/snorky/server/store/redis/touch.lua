-- Decides whether the log's epoch goes on and trims it, for a log that nobody may be appending to.
-- Gives the epoch, the offset, and the clock.
trim()
save()
return { epoch, offset, now }
