-- A line that a program can read, besides what wrk says to people. The pause between two requests of a
-- connection, in milliseconds, is the first argument.
local pause = 0

function init(arguments)
   pause = tonumber(arguments[1] or '0')
   if pause > 0 then
      delay = function() return pause end
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      'counted {"requests": %d, "microseconds": %d, "median": %d, "worst": %d, ' ..
      '"connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\n',
      summary.requests, summary.duration, latency:percentile(50), latency.max,
      errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
