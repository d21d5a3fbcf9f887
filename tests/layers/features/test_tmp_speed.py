import time
from layers.access.seen import RowRule, SeenLayer
from layers.features.queries import feed_start, read_changes
from layers.features.services import create_layer
from tests.layers.features.rows import insert_square, run
def test_speed(own_database, describe):
    plots = describe(fields={"name": "text"}); create_layer(plots)
    insert_square(plots, name="a", commune_code="26001")
    t=time.time(); run("INSERT INTO feature.plots (name, geom, commune_code) SELECT name, ST_Translate(geom, g, 0), CASE WHEN g % 50 = 0 THEN '26002' ELSE '26001' END FROM feature.plots, generate_series(2, 150000) g".replace("%","%%") if False else "INSERT INTO feature.plots (name, geom, commune_code) SELECT name, ST_Translate(geom, g, 0), CASE WHEN mod(g, 50) = 0 THEN '26002' ELSE '26001' END FROM feature.plots, generate_series(2, 150000) g")
    out=[f"insert {time.time()-t:.1f}"]
    run("UPDATE feature.plots SET name='u' WHERE mod(public_id, 7)=0"); run("ANALYZE feature.plots")
    for seen in (SeenLayer.of(plots), SeenLayer.of(plots, rows=RowRule(communes=frozenset({"26002"})))):
        c = feed_start(seen); n=0; t=time.time(); pages=0; worst=0
        while True:
            t1=time.time(); p = read_changes(seen, c, limit=1000); worst=max(worst,time.time()-t1); n+=len(p.entries); c=p.cursor; pages+=1
            if p.complete: break
        out.append(f"{n} entries {pages} pages {time.time()-t:.1f}s worst {worst:.2f}")
    t=time.time()
    for i in range(200): run("UPDATE feature.plots SET name='v' WHERE public_id=%s", i+1)
    out.append(f"200 edits {time.time()-t:.2f}s")
    t=time.time(); p=read_changes(seen.of(plots), c, limit=1000) if False else None
    s=SeenLayer.of(plots); 
    from layers.features.queries import feed_end
    e=feed_end(s)
    t=time.time(); read_changes(s, e, limit=1000); out.append(f"empty poll {1000*(time.time()-t):.1f} ms")
    open("/tmp/w/feed_speed.txt","w").write("\n".join(out))
