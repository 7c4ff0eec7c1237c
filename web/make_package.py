#!/usr/bin/env python3
"""Packs a finished site with the page for teachers. The same site gives the same bytes.

usage: make_package.py SITE_FOLDER START_PAGE ZIP (named inkling-VERSION.zip)
"""

import pathlib
import sys
import zipfile

# A ZIP file can hold no earlier date.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def add(package, name, data):
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # It says Unix wherever it is made: then the permissions below count.
    entry.external_attr = 0o100644 << 16
    package.writestr(entry, data, compresslevel=9)


def main():
    site, start_page, target = map(pathlib.Path, sys.argv[1:])
    top = target.stem
    version = top.removeprefix("inkling-")
    page = start_page.read_text(encoding="utf-8").replace("@VERSION@", version)
    half = target.with_suffix(".part")  # Whoever finds the file finds it whole.
    with zipfile.ZipFile(half, "w") as package:
        add(package, f"{top}/{start_page.name}", page)
        for path in sorted(site.rglob("*")):
            if path.is_file():
                add(package, f"{top}/inkling/{path.relative_to(site).as_posix()}", path.read_bytes())
    half.replace(target)


if __name__ == "__main__":
    main()
