#!/usr/bin/env python3
"""Trains 784-512-10 with scikit-learn's MLPClassifier on one thread; prints images a second, of the best epoch, and on a second
line which scikit-learn it was and which of its kernels OpenBLAS chose. It knows Adam, not RMSprop.

usage: scikit.py MNIST_FOLDER EPOCHS
"""

import sys
import time
import warnings

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier

from openblas import openblas_kernels


def main():
    folder, epochs = sys.argv[1:]
    images = numpy.fromfile(f"{folder}/train-images-idx3-ubyte", numpy.uint8)[16:].reshape(-1, 784)
    labels = numpy.fromfile(f"{folder}/train-labels-idx1-ubyte", numpy.uint8)[8:]
    images = images.astype(numpy.float32) / 255
    network = MLPClassifier((512,), activation="relu", solver="adam", alpha=0, batch_size=128, epsilon=1e-7, max_iter=1,
                            warm_start=True, random_state=1)
    warnings.simplefilter("ignore")  # It warns that an epoch is not the end.
    best = 0.0
    for _ in range(int(epochs)):
        start = time.perf_counter()
        network.fit(images, labels)
        best = max(best, len(images) / (time.perf_counter() - start))
    print(best)
    print(f"scikit-learn {sklearn.__version__}, {openblas_kernels()}")


if __name__ == "__main__":
    main()
