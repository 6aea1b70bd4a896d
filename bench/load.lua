-- Asks a mix of addresses from the file LOAD_REQUESTS: one request on a line, "METHOD PATH" or "POST PATH BODY".
local requests, threads, started = {}, {}, 0
local only = os.getenv("LOAD_ENCODING")
-- Each request names one of so many readers, as a proxy in front would: what one client may have at once is not what is measured.
local readers = 200
local codings = only and {only} or {"br, gzip", "gzip, deflate, br, zstd", "gzip", "identity"}

function setup(thread)
  started = started + 1
  thread:set("seed", started * 7919)
  table.insert(threads, thread)
end

function init()
  math.randomseed(seed)
  for line in io.lines(os.getenv("LOAD_REQUESTS")) do
    local method, path, body = line:match("^(%u+) (%S+) ?(.*)$")
    for _, coding in ipairs(codings) do
      local headers = {["Accept-Encoding"] = coding, ["X-Forwarded-For"] = "198.51.100." .. math.random(readers)}
      if body ~= "" then headers["Content-Type"] = "application/json" end
      table.insert(requests, wrk.format(method, path, headers, body ~= "" and body or nil))
    end
  end
  refused = 0
  first_refused = ""
end

function request()
  return requests[math.random(#requests)]
end

function response(status)
  if status >= 400 then
    refused = refused + 1
    if first_refused == "" then first_refused = tostring(status) end
  end
end

function done(summary, latency, _)
  local refused, first = 0, ""
  for _, thread in ipairs(threads) do
    refused = refused + thread:get("refused")
    if first == "" then first = thread:get("first_refused") end
  end
  local e = summary.errors
  io.write(string.format(
    '\nJSON {"requests": %d, "seconds": %.2f, "bytes": %d, "refused": %d, "first_refused": "%s", "connect": %d, ' ..
    '"read": %d, "write": %d, "timeout": %d, "p50_ms": %.2f, "p90_ms": %.2f, "p99_ms": %.2f, "max_ms": %.1f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, refused, first, e.connect, e.read, e.write, e.timeout,
    latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
