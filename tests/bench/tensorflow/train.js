// TensorFlow.js in the comparison of compare.ts: reads lines of JSON, answers each with a number (see contestant.ts).
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const warmUpSeconds = 0.3;

const folder = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')));
setWasmPaths(join(folder, '/'));
if (!(await tf.setBackend('wasm'))) process.exit(1);
let examples;

let training;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (!('seconds' in message)) examples ??= read(message.examples);
  if (!('seconds' in message)) training = prepare(message);
  console.log(await train(message.seconds ?? warmUpSeconds));
}

function read(path) {
  const bytes = readFileSync(path);
  const count = bytes.length / 785;
  const inputs = Float32Array.from(bytes.subarray(0, count * 784), (byte) => byte / 255);
  const labels = Int32Array.from(bytes.subarray(count * 784));
  return {
    count,
    inputs: tf.tensor2d(inputs, [count, 784]),
    labels: tf.oneHot(tf.tensor1d(labels, 'int32'), 10),
    order: Int32Array.from(tf.util.createShuffledIndices(count)),
  };
}

function prepare({ hidden, batch, optimizer }) {
  const model = tf.sequential();
  hidden.forEach((units, layer) =>
    model.add(tf.layers.dense({ units, activation: 'relu', ...(layer === 0 ? { inputShape: [784] } : {}) })),
  );
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  const chosen = optimizer === 'adam' ? tf.train.adam(0.001) : tf.train.sgd(0.1);
  model.compile({ optimizer: chosen, loss: 'categoricalCrossentropy' });
  return { model, batch, at: 0 };
}

async function train(seconds) {
  const { count, inputs, labels, order } = examples;
  const start = performance.now();
  let trained = 0;
  while (performance.now() - start < seconds * 1000) {
    const chosen = tf.tensor1d(order.slice(training.at, training.at + training.batch), 'int32');
    const x = tf.gather(inputs, chosen);
    const y = tf.gather(labels, chosen);
    await training.model.trainOnBatch(x, y);
    tf.dispose([chosen, x, y]);
    training.at = (training.at + training.batch) % (count - training.batch);
    trained += training.batch;
  }
  return (trained / (performance.now() - start)) * 1000;
}
