"""Keras' own example (keras.io, "Simple MNIST convnet") with its defaults: the same network, Adam,
batches of 128, a tenth kept out for validation, 15 epochs. The test set is read after each epoch, to
see when the target is reached.

    python keras_example.py MNIST_FOLDER STARTED [--target 0.99] [--epochs 15] [--seed 1]

Prints what pytorch_example.py prints.
"""

import argparse
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy
from keras import layers

import mnist


def network():
    return keras.Sequential([
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(10, activation="softmax"),
    ])


def prepared(images):
    return numpy.expand_dims(images.astype("float32") / 255, -1)


class Clock(keras.callbacks.Callback):
    def __init__(self, started, target, images, labels):
        super().__init__()
        self.started, self.target, self.images, self.labels = started, target, images, labels

    def on_epoch_end(self, epoch, logs=None):
        _, reached = self.model.evaluate(self.images, self.labels, verbose=0)
        mnist.report(self.started, reached)
        self.model.stop_training = reached >= self.target


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mnist")
    parser.add_argument("started", type=float)
    parser.add_argument("--target", type=float, default=0.99)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    keras.utils.set_random_seed(arguments.seed)
    images, labels = mnist.split(arguments.mnist, "train")
    test_images, test_labels = mnist.split(arguments.mnist, "t10k")
    labels = keras.utils.to_categorical(labels, 10)
    test_labels = keras.utils.to_categorical(test_labels, 10)
    model = network()
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(prepared(images), labels, batch_size=128, epochs=arguments.epochs,
              validation_split=0.1, verbose=0,
              callbacks=[Clock(arguments.started, arguments.target,
                               prepared(test_images), test_labels)])


if __name__ == "__main__":
    main()
