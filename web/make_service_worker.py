#!/usr/bin/env python3
"""Writes the service worker of a finished site: which files it has, with their hashes.

usage: make_service_worker.py TEMPLATE SITE_FOLDER
"""

import base64
import hashlib
import json
import pathlib
import sys

NAME = "service_worker.js"


def main():
    template, folder = map(pathlib.Path, sys.argv[1:])
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != NAME:
            digest = hashlib.sha256(path.read_bytes()).digest()
            files[name] = "sha256-" + base64.b64encode(digest).decode()
    text = template.read_text(encoding="utf-8").replace("@FILES@", json.dumps(files, indent=2))
    # The worker's own text counts too: another worker over the same files must not share the cache of the one in use.
    text = text.replace("@RELEASE@", hashlib.sha256(text.encode()).hexdigest()[:16])
    target = folder / NAME
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
