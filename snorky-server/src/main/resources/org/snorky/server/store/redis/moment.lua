-- Put before scripts of presence. ARGV[1] shift of the clock (µs, 0 but for tests), ARGV[2] the latest time (µs, unshifted) at
-- which the script may still do something, or 0: a command may lie in a socket long after its caller has given it up.
local t = redis.call('TIME')
local unshifted = t[1] * 1000000 + t[2]
local now = unshifted + tonumber(ARGV[1])
local late = tonumber(ARGV[2]) > 0 and unshifted > tonumber(ARGV[2])

local function digits(number)
    return string.format('%.0f', number)
end

-- What has <process>.<generation>#<number> is had by <process>, whichever generation of it.
local function process(holder)
    return string.match(holder, '^([^.#]+)')
end
