#!/usr/bin/env python3
"""Serves the built site for trying it out.

usage: serve.py FOLDER PORT

Pages get the two headers that let them share memory between threads. Where the port is taken, the next free one is used.
"""

import errno
import functools
import http.server
import sys

PORTS_TRIED = 20


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        # The system's own table may say something else, with which browsers refuse to run them.
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def end_headers(self):
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Cross-Origin-Resource-Policy", "cross-origin")  # Pages elsewhere may embed it.
        self.send_header("Cache-Control", "no-cache")  # What was just built is what is seen.
        super().end_headers()

    def log_message(self, *_):
        pass


def bind(folder, first):
    handler = functools.partial(Handler, directory=folder)
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        try:
            return http.server.ThreadingHTTPServer(("", port), handler)
        except PermissionError:
            sys.exit(f"build.sh: port {port} is not for everybody. Choose one from 1024 on: PORT=8080 ./build.sh serve")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            print(f"Port {port} is taken.", flush=True)
    sys.exit("build.sh: no port is free there. Choose another: PORT=9000 ./build.sh serve")


def main():
    folder, port = sys.argv[1:]
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"build.sh: PORT={port} is no port. It is a number from 1 to 65535.")
    server = bind(folder, int(port))
    print(f"Inkling is at http://localhost:{server.server_address[1]}/ (Ctrl-C ends it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
