/** What a layer does, in words for people who see one for the first time. */

const ACTIVATIONS = {
  Relu: "What is below zero is cut off",
  Tanh: "The tanh squeezes it between -1 and 1",
  Sigmoid: "The sigmoid squeezes it between 0 and 1",
};

/**
 * @param {string[]} operators ONNX's names of what was done since the layer before
 * @param {number[]} kernel height and width of a convolution
 * @param {import("./planes.js").Planes} planes what it gave
 * @returns {{title: string, short: string, size: string, shortSize: string, words: string}} the short
 *     ones for where there is little room
 */
export function describe(operators, kernel, planes) {
  const { title, short, words } = naming(operators, kernel);
  const size = planes.isRow
    ? `${planes.count} numbers`
    : `${planes.count} ${planes.count === 1 ? "map" : "maps"} of ${planes.height} × ${planes.width}`;
  const shortSize = planes.isRow ? size : `${planes.count} × ${planes.height}²`;
  return { title, short, size, shortSize, words };
}

function naming(operators, kernel) {
  const activation = operators.find((operator) => ACTIVATIONS[operator]);
  const cut = activation ? ` ${ACTIVATIONS[activation]}.` : "";
  if (operators.includes("Conv")) {
    const side = kernel.join(" × ");
    return {
      title: `convolution ${side}`,
      short: `conv ${side.replaceAll(" ", "")}`,
      words: `Each map is one filter, ${side} weights for each map before it, slid over all places: strong where the pattern it has learnt is found.${cut}`,
    };
  }
  if (operators.includes("MaxPool")) {
    return {
      title: "max pooling",
      short: "max pool",
      words: "Of each square of four places only the strongest is kept. The maps are half as large, and it matters less where exactly a stroke was.",
    };
  }
  if (operators.includes("AveragePool")) {
    return {
      title: "average pooling",
      short: "mean pool",
      words: "Each square of four places becomes its mean. The maps are half as large, and it matters less where exactly a stroke was.",
    };
  }
  if (activation) {
    return { title: "dense", short: "dense", words: `Each number weighs all numbers before it and adds them up.${cut}` };
  }
  return {
    title: "answer",
    short: "answer",
    words: "One number for each answer: all that was found, weighed for and against it, and added up. The largest wins.",
  };
}
