#!/usr/bin/env python3
"""Compiles the programs that the command line writes: Python must understand them. Reads them again: the options that are
printed must give the same program.

usage: programs.py INKLING
"""

import json
import pathlib
import py_compile
import shlex
import subprocess
import sys
import tempfile

SETTINGS = [
    "",
    "--hidden 128,64 --optimizer adam --dropout 0.2 --epochs 12",
    "--optimizer momentum --schedule cosine --augment true --train-images 5000",
    "--hidden '' --optimizer sgd --activation tanh --dropout 0.5 --seed 4294967295",
    "--activation sigmoid --l2 0.00001 --learning-rate 0.000001 --batch-size 1024",
    "--optimizer sgd --learning-rate 0.001",
    "--schedule cosine --augment true --dropout 0.1 --l2 0.001 --optimizer adam --activation tanh",
]


def main():
    def inkling(*words):
        return subprocess.run([sys.argv[1], "code", *words], check=True, capture_output=True)

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "program.py"
        for settings in SETTINGS:
            words = shlex.split(settings)
            for framework in ("pytorch", "keras"):
                path.write_bytes(inkling("--as", framework, *words).stdout)
                py_compile.compile(str(path), doraise=True)
            read = inkling("--read", str(path))
            assert not read.stderr, read.stderr
            again = inkling(*shlex.split(read.stdout.decode()))
            assert again.stdout == path.read_bytes(), read.stdout
            for cell in json.loads(inkling("--as", "notebook", *words).stdout)["cells"]:
                compile("".join(cell["source"]), "a cell", "exec")


if __name__ == "__main__":
    main()
