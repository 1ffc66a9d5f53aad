-- wrk -s post.lua URL -- [FILE TYPE [LENGTH_OF_JSON]]; without a file it asks with GET
function init(arguments)
    if not arguments[1] then
        return
    end
    local file = io.open(arguments[1], "rb")
    wrk.method = "POST"
    wrk.body = file:read("*all")
    file:close()
    wrk.headers["Content-Type"] = arguments[2]
    if arguments[3] then
        wrk.headers["Inference-Header-Content-Length"] = arguments[3]
    end
end

function done(summary, latency, requests)
    io.write(string.format(
        "RESULT %.0f %.0f %.0f %d\n",
        summary.requests / summary.duration * 1e6,
        latency:percentile(50),
        latency:percentile(99),
        summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
