#!/usr/bin/env python3
"""Checks that a module of relaxed kernels can live in another module's memory.

usage: check_module.py OBJECT.o MODULE.wasm (the object is what the module was linked from)

It must bring neither static data nor a stack, which would lie on top of the other's, and nothing that the engine does not
give it; and it must say what it is for: the relaxed multiply-add by its final code. Toolchains differ in all of these.
"""

import pathlib
import sys

IMPORTS, EXPORTS, CODE, DATA = 2, 7, 10, 11
FUNCTION, TABLE, MEMORY, GLOBAL = range(4)  # kinds of imports
KERNELS = ["gemm_strip", "sparse_forward", "sparse_step", "multiply_adds"]
RELAXED_MULTIPLY_ADD = bytes([0xFD, 0x85, 0x02])


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        """An unsigned LEB128."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def bytes(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at]


def sections_of(module):
    reader = Reader(module)
    reader.at = 8
    sections = {}
    while reader.at < len(module):
        kind = reader.byte()
        sections[kind] = reader.bytes()
    return sections


def imports_of(sections):
    """The names of the imports, with their kinds."""
    reader = Reader(sections.get(IMPORTS, b"\0"))
    imports = []
    for _ in range(reader.number()):
        reader.bytes()
        name, kind = reader.bytes().decode(), reader.byte()
        imports.append((name, kind))
        if kind in (FUNCTION, TABLE, GLOBAL):
            reader.number()  # a type
        if kind == GLOBAL:
            reader.number()  # whether it changes
        if kind in (TABLE, MEMORY):
            has_maximum = reader.number() & 1
            for _ in range(1 + has_maximum):
                reader.number()
    return imports


def faults_of(compiled, linked):
    """What is wrong with the module, in sentences."""
    faults = []
    object_sections, sections = sections_of(compiled), sections_of(linked)
    # The linker gives every module a stack pointer; whether anybody asks for it is seen in the object.
    for name, kind in imports_of(object_sections):
        if kind in (FUNCTION, GLOBAL):
            faults.append(f"It uses {name}.")
    if DATA in object_sections or DATA in sections:
        faults.append("It has static data.")
    if imports_of(sections) != [("memory", MEMORY)]:
        faults.append("It imports something else than one memory.")
    exports = Reader(sections.get(EXPORTS, b"\0"))
    names = []
    for _ in range(exports.number()):
        names.append(exports.bytes().decode())
        exports.byte()
        exports.number()
    for missing in sorted(set(KERNELS) - set(names)):
        faults.append(f"It does not export {missing}.")
    if RELAXED_MULTIPLY_ADD not in sections.get(CODE, b""):
        faults.append("It has no relaxed multiply-add.")
    return faults


def main():
    compiled, linked = (pathlib.Path(name).read_bytes() for name in sys.argv[1:])
    faults = faults_of(compiled, linked)
    for fault in faults:
        print(f"{sys.argv[2]}: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
