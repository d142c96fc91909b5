-- wrk script: posts messages as the platform does, most of them to topics that rules know, the rest to none.
-- usage: wrk -s payload.lua URL -- RULES HIT_PERCENT RUN PADDING; RUN makes the unique-ids of this run its own
local n, hit, sequence, thread_number, run, padding = 100, 80, 0, 0, "", ""
local threads = 0

function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init(args)
  n, hit = tonumber(args[1]), tonumber(args[2])
  run = args[3] .. os.time()
  padding = string.rep("+blah", math.floor(tonumber(args[4] or "0") / 5))
  math.randomseed(7 + thread_number)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sequence = sequence + 1
  local topic = math.random(0, n - 1)
  local text
  if math.random(100) <= hit then
    text = "Hello%2C+please+tell+me+about+topic" .. topic .. "+today%21+%F0%9F%98%80" .. padding
  else
    text = "I+have+a+question+that+no+rule+knows+" .. topic .. "+caf%C3%A9" .. padding
  end
  local id = run .. "-" .. thread_number .. "-" .. sequence
  return wrk.format(nil, nil, nil, '{"number":"4477009' .. string.format("%05d", math.random(0, 9999)) ..
    '","message-in":"' .. text .. '","type":1,"application":"8","unique-id":"' .. id ..
    '","project-id":"10777","direction":0,"name":"Ann"}')
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %.3f %d %d %d\n", summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99), e.status + e.read + e.write + e.timeout))
end
