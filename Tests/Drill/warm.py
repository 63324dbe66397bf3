"""Starts barman-cloud's WAL programs from one process that has loaded their libraries.

PostgreSQL asks for WAL every second, in every site; loading boto3 costs more than the answer. The server loads it
once; each start is a fork that runs the program's own file with the caller's arguments, environment and files.

usage: warm.py SOCKET                       the server
       warm.py SOCKET PROGRAM [ARGUMENT...]  one start
"""

import json
import os
import signal
import socket
import sys

LENGTH = 8


def serve(path):
    import fcntl
    import runpy

    import boto3
    from barman.clients import cloud_walarchive, cloud_walrestore  # noqa: F401: loaded for the forks

    # Sessions of the forks find its models read.
    boto3.client("s3", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    # A child that ended is nobody's to wait for: it tells its caller itself.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    if os.path.exists(path):
        os.unlink(path)
    listener.bind(path)
    listener.listen(64)
    while True:
        caller, _ = listener.accept()
        if os.fork():
            caller.close()
            continue
        listener.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        arguments, folder, environment, files = receive(caller)
        # A caller that is killed takes its program with it: SIGIO ends a process that does not handle it.
        fcntl.fcntl(caller, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(caller, fcntl.F_SETFL, fcntl.fcntl(caller, fcntl.F_GETFL) | os.O_ASYNC)
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = arguments
        status = 0
        try:
            runpy.run_path(arguments[0], run_name="__main__")
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            sys.excepthook(*sys.exc_info())
            status = 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        caller.send(bytes([status & 0xFF]))
        os._exit(status)


def receive(caller):
    """Arguments, folder, environment, and the three standard files."""
    header, files, _, _ = socket.recv_fds(caller, LENGTH, 3)
    size, body = int(header), b""
    while len(body) < size:
        body += caller.recv(size - len(body))
    request = json.loads(body)
    return request["arguments"], request["folder"], request["environment"], files


def start(path, arguments):
    """Runs a program in a fork of the server; itself where there is none."""
    server = socket.socket(socket.AF_UNIX)
    try:
        server.connect(path)
    except OSError:
        # This very interpreter was started without the libraries of its folder.
        os.execv(sys.executable, [sys.executable, *arguments])
    body = json.dumps({"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}).encode()
    socket.send_fds(server, [f"{len(body):{LENGTH}}".encode()], [0, 1, 2])
    server.sendall(body)
    answer = server.recv(1)
    sys.exit(answer[0] if answer else 1)


if len(sys.argv) > 2:
    start(sys.argv[1], sys.argv[2:])
else:
    serve(sys.argv[1])
