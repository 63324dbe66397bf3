"""The scenes of the drill, in their order; each follows runbooks and adds a row to the table."""

import time

from measure import promise
from run import wait
from world import BALANCERS, SITES


def redis_backups(drill, site):
    """The keys of the Redis backups of a site, oldest first."""
    done = drill.people.shell(f"aws --endpoint-url https://s3.example.net s3 ls --recursive s3://infisical-redis-{site}/ | grep 'rdb.gz$' | sort")
    return [line.split()[-1] for line in done.stdout.splitlines()]


def newest_redis(drill, site):
    """The key of the newest Redis backup of a site."""
    return redis_backups(drill, site)[-1]


def other(drill):
    """The site that is not active."""
    return next(site for site in SITES if site != drill.active)


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


def acknowledged(drill, count=20):
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
    source, target = drill.active, other(drill)
    begin, started = time.monotonic(), time.time()
    drill.people.begin(f"switchover-{source}-to-{target}")
    if source == "dc1":
        follow(drill, "P")
    follow(drill, "S2 S3 S4 S5 S6 S7 S8 S9")
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
    source, target = drill.active, other(drill)
    allowed = promise(drill.tree, source)
    if not redis_backups(drill, source):
        scheduled_redis_backup(drill, source)
    begin, started = time.monotonic(), time.time()
    drill.world.kill_site(source)
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
    site, begin, started = other(drill), time.monotonic(), time.time()
    if not drill.world.machines[site].is_up:
        drill.world.return_site(site)
        drill.people.begin(f"dc-return-{site}")
        follow(drill, "D1 D2")
    drill.people.begin(f"rebuild-{site}")
    follow(drill, "P R1 R2 R3 R4 R5 R6 R7")
    finish(drill, f"rebuild {site}", drill.active, begin, started, 0)


def rollback(drill):
    """Back to a moment; what was written after it is gone, as asked for."""
    site, begin, started = drill.active, time.monotonic(), time.time()
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


def redis_restore(drill):
    """Redis back to a backup, while the site stays."""
    site, begin, started = drill.active, time.monotonic(), time.time()
    scheduled_redis_backup(drill, site)
    drill.people.begin("redis-restore", KEY=newest_redis(drill, site))
    follow(drill, "V1 V2 V3")
    acknowledged(drill)
    finish(drill, f"Redis restore in {site}", site, begin, started, 0)


def to_nginx(drill):
    """Other balancers in front of the same sites; what follows runs through them."""
    begin, started = time.monotonic(), time.time()
    topology = drill.tree / "topology.yaml"
    topology.write_text(topology.read_text().replace("engine: haproxy", "engine: nginx"))
    drill.people.shell("redoubt build topology.yaml -o . && git add --all && git commit -qm NGINX && git push -q")
    for name, address in BALANCERS.items():
        done = drill.people.shell(f"scp lb/{name}/nginx.conf {address}:/etc/nginx/nginx.conf\nssh {address} 'systemctl stop haproxy; sleep 0.5; systemctl reload nginx'")
        if done.returncode:
            raise RuntimeError(done.stdout)
    acknowledged(drill)
    finish(drill, "NGINX in place of HAProxy", drill.active, begin, started, 0)


def aborted_failover(drill):
    """A partition looks like a loss; the failover stops at the fence when the network is back."""
    source, target = drill.active, other(drill)
    begin, started = time.monotonic(), time.time()
    drill.world.partition(source, True)
    drill.say(f"{source} is cut off")
    people = drill.people
    people.begin(f"failover-{source}-to-{target}", NAME1="'Ann Example'", NAME2="'Bob Example'", REF="INC-2")
    follow(drill, "F0 F1", unreachable=[source])
    follow(drill, "F2", unreachable=[source], verify=False)
    drill.world.partition(source, False)
    drill.say(f"{source} is back, and was never down")
    follow(drill, "F15 F16")
    acknowledged(drill)
    finish(drill, f"failover of {source}, aborted", source, begin, started, 0)


def inspection(drill):
    """A second Cluster at a moment of the past, beside the live one."""
    site, begin, started = drill.active, time.monotonic(), time.time()
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3))
    drill.people.begin("pitr-inspect", TIME=moment)
    follow(drill, "P I1 I3")
    finish(drill, f"inspection of {site}'s past", site, begin, started, 0)


SHORT = [bring_up, switchover, failover]
# A rollback asks for the other site to be cleared, so it comes while that is down: one rebuild is for both.
FULL = [bring_up, redis_restore, switchover, to_nginx, switchover, aborted_failover, inspection, failover, rollback, rebuild]
