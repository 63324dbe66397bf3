"""Running programs, and waiting."""

import subprocess
import time

# What a program that changes its user keeps: programs of the checkout may lie where only root reads.
READS = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]


def check(*argv, **options):
    """Runs a program and gives its output; its errors are the exception's text."""
    done = subprocess.run([str(a) for a in argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, argv[-6:]))}: status {done.returncode}: {(done.stderr or done.stdout).strip()[-800:]}")
    return done.stdout


def wait(condition, seconds, what):
    """Asks until the condition holds; TimeoutError when it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not within {seconds} s")
