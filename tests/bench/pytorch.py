#!/usr/bin/env python3
"""Trains one network for some epochs with PyTorch on one thread; prints images a second, of the best epoch, and on a
second line which PyTorch it was and which of its kernels OpenBLAS chose.

usage: pytorch.py MNIST_FOLDER rmsprop|adam LAYER,LAYER,... EPOCHS
"""

import sys
import time

import numpy
import torch

from openblas import openblas_kernels

BATCH = 128
OPTIMIZERS = {
    "rmsprop": lambda parameters: torch.optim.RMSprop(parameters, lr=0.001, alpha=0.9, eps=1e-7),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.001, eps=1e-7),
}


def load(folder):
    images = numpy.fromfile(f"{folder}/train-images-idx3-ubyte", numpy.uint8)[16:].reshape(-1, 784)
    labels = numpy.fromfile(f"{folder}/train-labels-idx1-ubyte", numpy.uint8)[8:]
    return torch.from_numpy(images.astype(numpy.float32) / 255), torch.from_numpy(labels.astype(numpy.int64))


def main():
    folder, optimizer_name, layers, epochs = sys.argv[1:]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    images, labels = load(folder)
    sizes = [int(size) for size in layers.split(",")]
    modules = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        modules += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    network = torch.nn.Sequential(*modules[:-1])
    optimizer = OPTIMIZERS[optimizer_name](network.parameters())
    loss_of = torch.nn.CrossEntropyLoss()
    best = 0.0
    for _ in range(int(epochs)):
        order = torch.randperm(len(images))
        start = time.perf_counter()
        for first in range(0, len(images), BATCH):
            batch = order[first:first + BATCH]
            optimizer.zero_grad(set_to_none=True)
            loss_of(network(images[batch]), labels[batch]).backward()
            optimizer.step()
        best = max(best, len(images) / (time.perf_counter() - start))
    print(best)
    print(f"PyTorch {torch.__version__}, {openblas_kernels()}")


if __name__ == "__main__":
    main()
