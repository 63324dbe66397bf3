"""A stand-in for Infisical: takes a secret, and says yes when PostgreSQL and Redis have it.

It reads the variables of the emitted Deployment: DB_CONNECTION_URI, REDIS_URL, HOST, PORT.
"""

import http.server
import json
import os
import socket
import threading
import time
import urllib.parse

import psycopg2

SITE = os.environ["SITE"]
TABLE = """CREATE TABLE IF NOT EXISTS secrets
  (id bigint PRIMARY KEY, site text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(), value text NOT NULL)"""


class Database:
    """One connection, made again after a loss."""

    def __init__(self):
        self.lock, self.connection = threading.Lock(), None

    def run(self, query, *values):
        with self.lock:
            try:
                if self.connection is None:
                    self.connection = psycopg2.connect(os.environ["DB_CONNECTION_URI"], connect_timeout=3)
                    self.connection.autocommit = True
                with self.connection.cursor() as cursor:
                    cursor.execute(query, values)
                    return cursor.fetchone() if cursor.description else None
            except psycopg2.Error:
                if self.connection is not None:
                    self.connection.close()
                self.connection = None
                raise


class Redis:
    """As much of the protocol as a queue needs."""

    def __init__(self):
        url = urllib.parse.urlsplit(os.environ["REDIS_URL"])
        self.host, self.port, self.password = url.hostname, url.port, urllib.parse.unquote(url.password)
        self.lock, self.socket = threading.Lock(), None

    def call(self, *words):
        with self.lock:
            try:
                if self.socket is None:
                    self.socket = socket.create_connection((self.host, self.port), 3)
                    self.file = self.socket.makefile("rb")
                    self.send("AUTH", self.password)
                return self.send(*words)
            except OSError:
                self.socket = None
                raise

    def send(self, *words):
        parts = [str(w).encode() for w in words]
        self.socket.sendall(b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts))
        line = self.file.readline().strip()
        if not line or line.startswith(b"-"):
            raise OSError(line.decode() or "closed")
        return line


DATABASE, REDIS = Database(), Redis()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def attempt(self, work):
        try:
            work()
            self.answer(200, {"site": SITE})
        except (psycopg2.Error, OSError) as error:
            self.answer(503, {"message": type(error).__name__})

    def do_GET(self):
        def work():
            if DATABASE.run("SELECT pg_is_in_recovery()")[0]:
                raise OSError("the database is read-only")
            REDIS.call("PING")
        self.attempt(work)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))

        def work():
            DATABASE.run("INSERT INTO secrets (id, site, value) VALUES (%s, %s, %s) ON CONFLICT (id) DO NOTHING", body["id"], SITE, body["value"])
            REDIS.call("SET", f"job:{body['id']}", SITE)
        self.attempt(work)


# Migrations come first, as they do in Infisical; a database that is read-only lets nothing start.
while True:
    try:
        DATABASE.run(TABLE)
        break
    except psycopg2.Error:
        time.sleep(0.5)
http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
