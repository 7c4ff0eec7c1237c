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
    listing = json.dumps(files, indent=2)
    release = hashlib.sha256(listing.encode()).hexdigest()[:16]
    text = template.read_text(encoding="utf-8").replace("@FILES@", listing).replace("@RELEASE@", release)
    target = folder / NAME
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
