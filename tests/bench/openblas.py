"""Tells which kernels OpenBLAS chose for this processor."""

import ctypes


def openblas_kernels():
    try:
        name = ctypes.CDLL("libopenblas.so.0").openblas_get_corename
    except (OSError, AttributeError):
        return "without OpenBLAS"
    name.restype = ctypes.c_char_p
    return f"OpenBLAS's kernels for {name().decode()}"
