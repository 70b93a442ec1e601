"""scikit-learn's own example of MNIST ("Visualization of MLP weights on MNIST") with its defaults, but
on the official split: a perceptron of 40 units, SGD at 0.2, 8 rounds.

    python scikit_example.py MNIST_FOLDER STARTED [--seed 1]

Prints the seconds since STARTED and the test accuracy, once.
"""

import argparse
import warnings

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import mnist


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mnist")
    parser.add_argument("started", type=float)
    parser.add_argument("--target", type=float, help="for the sake of the others")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    images, labels = mnist.split(arguments.mnist, "train")
    test_images, test_labels = mnist.split(arguments.mnist, "t10k")
    model = MLPClassifier(hidden_layer_sizes=(40,), max_iter=8, alpha=1e-4, solver="sgd",
                          random_state=arguments.seed, learning_rate_init=0.2)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=ConvergenceWarning)
        model.fit(images.reshape(-1, 784) / 255, labels)
    mnist.report(arguments.started, model.score(test_images.reshape(-1, 784) / 255, test_labels))


if __name__ == "__main__":
    main()
