"""How fast a peer reads, in process, on one thread:

    python inference.py pytorch|keras MNIST_FOLDER

PyTorch runs the network of its example, of untrained weights, in inference mode; Keras its own
example's by `predict`. Prints three numbers: the median and the 99th percentile of one glyph in
microseconds, and glyphs a second in batches of 128.
"""

import sys
import time

import numpy

import mnist

WARM_UP, SINGLE, BATCH, BATCHES = 100, 1000, 128, 40


def pytorch():
    import torch

    from pytorch_example import Net

    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = Net().eval()

    def read(images):
        with torch.inference_mode():
            x = torch.from_numpy(images).unsqueeze(1).float() / 255
            return model(x).exp().numpy()

    return read


def keras():
    import keras_example
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    model = keras_example.network()

    def read(images):
        return model.predict(keras_example.prepared(images), batch_size=BATCH, verbose=0)

    return read


def main():
    read = {"pytorch": pytorch, "keras": keras}[sys.argv[1]]()
    images, _ = mnist.split(sys.argv[2], "t10k")
    for i in range(WARM_UP):
        read(images[i:i + 1])
    times = []
    for i in range(SINGLE):
        started = time.perf_counter()
        read(images[i:i + 1])
        times.append(time.perf_counter() - started)
    read(images[:BATCH])
    started = time.perf_counter()
    for i in range(BATCHES):
        read(images[i * BATCH:(i + 1) * BATCH])
    seconds = time.perf_counter() - started
    p50, p99 = numpy.percentile(times, [50, 99]) * 1e6
    print(f"{p50:.1f} {p99:.1f} {BATCHES * BATCH / seconds:.0f}")


if __name__ == "__main__":
    main()
