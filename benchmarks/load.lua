-- For wrk: sends one kind of request, looks into every answer, and prints what came of it as JSON.
-- Arguments: what every good answer holds; the body, or ""; a file of tokens, one a line, or ""; headers as "Name: value".
-- In the body `%N%` becomes a number that was never sent before, and `%T%` a token; the answer's next token takes its place.

local good, body, tokens = "", "", {}
local first, last = 1, 0
local number = 0
local fixed
local only
bad, example = 0, ""

function setup(thread)
  only = thread
end

function init(arguments)
  good, body = arguments[1], arguments[2]
  number = os.time() * 1000000
  if arguments[3] ~= "" then
    for line in io.lines(arguments[3]) do
      last = last + 1
      tokens[last] = line
    end
  end
  for place = 4, #arguments do
    local name, value = arguments[place]:match("^(.-): (.*)$")
    wrk.headers[name] = value
  end
  wrk.method = body == "" and "GET" or "POST"
  wrk.body = body ~= "" and body or nil
  if not body:find("%%[NT]%%") then
    fixed = wrk.format()
  end
end

function request()
  if fixed then
    return fixed
  end
  number = number + 1
  local token = tokens[first] or ""
  first = first + 1
  return wrk.format(nil, nil, nil, (body:gsub("%%N%%", string.format("%d", number)):gsub("%%T%%", token)))
end

function response(status, headers, answer)
  if status >= 300 or not answer:find(good, 1, true) then
    bad, example = bad + 1, answer
  elseif last > 0 then
    last = last + 1
    tokens[last] = answer:match('"refreshToken":"([^"]+)"')
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = only:get("bad") + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "p50": %f, "p99": %f, "bad": %d}\n%s\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed, only:get("example")
  ))
end
