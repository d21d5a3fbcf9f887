-- wrk script for the three hot requests, over the layer that make_parcels.py 550 writes.
--   MODE=items|one|tile|search BOX=0.01  PATH_TEMPLATE='/…'  wrk -t1 -c8 -d10 --latency -s requests.lua http://127.0.0.1:PORT
-- items: {bbox} is replaced by a random box of BOX degrees (0.01 unless told); one: {id} by 1..302500; tile: {z}/{x}/{y} at zoom Z (16).
math.randomseed(tonumber(os.getenv("SEED") or "42"))
local mode, template = os.getenv("MODE") or "items", os.getenv("PATH_TEMPLATE")
local lon, lat, span = 107.675, 11.985, 0.075
local box = tonumber(os.getenv("BOX") or "0.01")
local bearer = os.getenv("BEARER") or ""
local headers = bearer ~= "" and { ["Authorization"] = "Bearer " .. bearer } or nil
local z = tonumber(os.getenv("Z") or "16")
local n = 2 ^ z
local function tile_y(latitude)
  local r = math.rad(latitude)
  return (1 - math.log(math.tan(r) + 1 / math.cos(r)) / math.pi) / 2 * n
end
local x0, x1 = math.floor((lon + 180) / 360 * n), math.floor((lon + span + 180) / 360 * n)
local y0, y1 = math.floor(tile_y(lat + span)), math.floor(tile_y(lat))

function request()
  local path
  if mode == "items" then
    local room = math.max(span + 0.015 - box, 0.001) -- the layer is 0.09 degrees wide
    local x, y = lon + math.random() * room, lat + math.random() * room
    path = template:gsub("{bbox}", string.format("%.5f,%.5f,%.5f,%.5f", x, y, x + box, y + box))
  elseif mode == "search" then -- a parcel by sheet and number
    local i, j = math.random(0, 549), math.random(0, 549)
    path = template:gsub("{sheet}", tostring(math.floor(i / 20) * 1000 + math.floor(j / 20)))
    path = path:gsub("{number}", tostring((i % 20) * 20 + (j % 20) + 1))
  elseif mode == "one" then
    path = template:gsub("{id}", tostring(math.random(1, 302500)))
  else
    path = template:gsub("{z}", tostring(z)):gsub("{x}", tostring(math.random(x0, x1))):gsub("{y}", tostring(math.random(y0, y1)))
  end
  return wrk.format("GET", path, headers)
end

local failed = 0
function response(status) if status ~= 200 then failed = failed + 1 end end

function done(summary, latency)
  io.write(string.format("RESULT requests=%d failed=%d seconds=%.4f p50=%.3f p95=%.3f\n", summary.requests,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000))
end
