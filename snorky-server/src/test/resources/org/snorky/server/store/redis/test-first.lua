local function first(n)
    return n + 1
end
