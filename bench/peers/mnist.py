"""MNIST from the four raw files that Tenfold keeps, and the clock that all peers are measured by."""

import pathlib
import time

import numpy


def split(folder, name):
    """Images as bytes (N, 28, 28) and labels (N) of "train" or "t10k"."""
    folder = pathlib.Path(folder)
    images = numpy.fromfile(folder / f"{name}-images-idx3-ubyte", dtype=numpy.uint8)
    labels = numpy.fromfile(folder / f"{name}-labels-idx1-ubyte", dtype=numpy.uint8)
    return images[16:].reshape(-1, 28, 28), labels[8:].astype(numpy.int64)


def torchvision_root(folder, root):
    """A folder that torchvision.datasets.MNIST takes for one that it has downloaded."""
    raw = pathlib.Path(root) / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for file in pathlib.Path(folder).glob("*-ubyte"):
        (raw / file.name).symlink_to(file.resolve())
    return root


def report(started, accuracy):
    """Prints one line an epoch: seconds since the process was started, and test accuracy."""
    print(f"{time.time() - started:.3f} {accuracy:.4f}", flush=True)
