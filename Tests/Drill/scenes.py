"""The scenes of the drill, in their order; each follows runbooks and adds a row to the table."""


import time

from measure import promise
from run import wait


def newest_redis(drill, site):
    """The key of the newest Redis backup of a site."""
    done = drill.people.shell(f"aws --endpoint-url https://s3.example.net s3 ls --recursive s3://infisical-redis-{site}/ | grep 'rdb.gz$' | sort | tail -n 1")
    return done.stdout.split()[-1]


def scheduled_redis_backup(drill, site):
    """What the CronJob does every hour."""
    name = f"redis-backup-scheduled-{time.monotonic_ns()}"
    done = drill.people.shell(f"kubectl --context {site} -n infisical create job {name} --from=cronjob/redis-backup\n"
                              f"kubectl --context {site} -n infisical wait --for=condition=complete --timeout=60s job/{name}")
    if done.returncode:
        raise RuntimeError(done.stdout)


def follow(drill, names, **options):
    for name in names.split():
        took = drill.people.step(name, **options)
        drill.say(f"{drill.people.name} {name}: {took:.1f} s")


def acknowledged(drill, count=40):
    """Users are served again."""
    known = len(drill.ledger.rows())
    wait(lambda: len(drill.ledger.rows()) >= known + count, 60, "users are not served")


def bring_up(drill):
    begin = time.monotonic()
    people = drill.people
    people.begin("bring-up")
    follow(drill, "Z1", verify=False)
    follow(drill, "Z2 Z3 Z4 Z5")
    topology = drill.tree / "topology.yaml"
    topology.write_text(topology.read_text().replace("      hold: true\n", ""))
    drill.write()
    acknowledged(drill)
    follow(drill, "Z6")
    people.shell("git add --all && git commit -qm 'Release dc2' && git push -q")
    drill.active = "dc1"
    drill.expected_sites = ["dc1"]
    drill.table.add("bring-up", took=time.monotonic() - begin)


def switchover(drill):
    source, target = drill.active, "dc2" if drill.active == "dc1" else "dc1"
    begin, started = time.monotonic(), time.time()
    drill.people.begin(f"switchover-{source}-to-{target}")
    follow(drill, "P S2 S3 S4 S5 S6 S7 S8 S9")
    follow(drill, "S10 S11", KEY=newest_redis(drill, source))
    follow(drill, "S12 S13 S14 S15 S16")
    acknowledged(drill)
    finish(drill, f"switchover {source} to {target}", target, begin, started, 0)


def finish(drill, scene, target, begin, started, allowed):
    """Adds the row, and insists on what was promised."""
    now = time.time()
    lost = drill.ledger.lost(drill.rows(target), now - 2)
    lost = [row for row in lost if row["id"] not in drill.known_lost]
    drill.known_lost.update(row["id"] for row in lost)
    span = max(row["at"] for row in lost) - min(row["at"] for row in lost) if lost else 0.0
    drill.table.add(scene, len(lost), span, allowed, drill.ledger.outage(started, now), time.monotonic() - begin)
    if span > allowed or (allowed == 0 and lost):
        raise RuntimeError(f"{scene}: {len(lost)} rows of {span:.1f} s are lost, {allowed:.0f} s are allowed")
    if target != drill.active:
        drill.expected_sites.append(target)
    drill.active = target


def failover(drill):
    """The site without power: everything in it ends at once."""
    source, target = drill.active, "dc2" if drill.active == "dc1" else "dc1"
    allowed = promise(drill.tree, source)
    scheduled_redis_backup(drill, source)
    begin, started = time.monotonic(), time.time()
    drill.world.machines[source].kill()
    drill.say(f"{source} is without power")
    people = drill.people
    people.begin(f"failover-{source}-to-{target}", NAME1="'Ann Example'", NAME2="'Bob Example'", REF="INC-1")
    people.shell("export FENCED_BY='drill: no power'")
    follow(drill, "F0 F1 F2 F3 F4 F6", unreachable=[source])
    follow(drill, "F7", KEY=newest_redis(drill, source))
    follow(drill, "F8 F9 F10 F11 F14", unreachable=[source])
    acknowledged(drill)
    finish(drill, f"failover, {source} without power", target, begin, started, allowed)


def rebuild(drill):
    """The site returns with the objects of before, which must not serve, and is cloned from the other."""
    site, begin, started = "dc2" if drill.active == "dc1" else "dc1", time.monotonic(), time.time()
    if not drill.world.machines[site].is_up:
        drill.world.start_site(site)
    drill.people.begin(f"rebuild-{site}")
    follow(drill, "P R1 R2 R3 R4 R5 R6 R7")
    finish(drill, f"rebuild {site}", drill.active, begin, started, 0)


def rollback(drill):
    """Back to a moment; what was written after it is gone, as asked for."""
    site, begin, started = drill.active, time.monotonic(), time.time()
    time.sleep(2)
    moment = time.time()
    acknowledged(drill)
    people = drill.people
    people.begin("pitr-rollback", TIME=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)))
    follow(drill, "P B1 B2 B3 B4 B5")
    follow(drill, "B6", KEY=newest_redis(drill, site))
    follow(drill, "B7 B8")
    acknowledged(drill)
    there = drill.rows(site)
    kept = [row for row in drill.ledger.rows() if row["at"] < moment - 2 and row["id"] not in there and row["id"] not in drill.known_lost]
    undone = [row for row in drill.ledger.rows() if row["id"] not in there]
    drill.known_lost.update(row["id"] for row in undone)
    if kept:
        raise RuntimeError(f"rollback: {len(kept)} rows of before the moment are lost")
    drill.table.add(f"rollback of {site}", f"{len(undone)} undone", "", "", drill.ledger.outage(started, time.time()), time.monotonic() - begin)


SHORT = [bring_up, switchover, failover]
FULL = [bring_up, switchover, switchover, failover, rebuild, rollback, rebuild]
