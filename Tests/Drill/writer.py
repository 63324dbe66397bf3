"""A user that writes all the time, through the load balancers, and notes what was acknowledged and when.

usage: writer.py HOST LEDGER RATE ADDRESS...
"""

import http.client
import itertools
import json
import socket
import ssl
import sys
import time

HOST, LEDGER, RATE, ADDRESSES = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4:]
CONTEXT = ssl.create_default_context()


class Connection(http.client.HTTPSConnection):
    """Goes to one balancer, whatever DNS says."""

    def __init__(self, address):
        super().__init__(HOST, 443, timeout=3, context=CONTEXT)
        self.address = address
        self._create_connection = lambda target, timeout, source: socket.create_connection((address, 443), timeout)


def post(connection, body):
    connection.request("POST", "/api/secrets", json.dumps(body), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    return json.loads(text)["site"] if answer.status == 200 else None


with open(LEDGER, "a", buffering=1) as ledger:
    connections = itertools.cycle([Connection(a) for a in ADDRESSES])
    current = next(connections)
    for number in itertools.count(int(time.time() * 1000)):
        begin = time.time()
        try:
            site = post(current, {"id": number, "value": "x" * 200})
        except (OSError, http.client.HTTPException, ValueError):
            site = None
        if site:
            ledger.write(json.dumps({"id": number, "sent": round(begin, 3), "at": round(time.time(), 3), "site": site}) + "\n")
        else:
            current.close()
            current = next(connections)
            time.sleep(0.05)
        time.sleep(max(0, 1 / RATE - (time.time() - begin)))
