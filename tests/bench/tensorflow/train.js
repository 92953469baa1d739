// TensorFlow.js in the comparison of compare.ts: reads lines of JSON, answers each with a number (see contestant.ts).
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const count = 4096;
const warmUpSeconds = 0.3;

const folder = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')));
setWasmPaths(join(folder, '/'));
if (!(await tf.setBackend('wasm'))) process.exit(1);
const inputs = tf.randomUniform([count, 784], 0, 1, 'float32', 1);
const labels = tf.oneHot(tf.randomUniform([count], 0, 10, 'int32', 1), 10);
const order = Int32Array.from(tf.util.createShuffledIndices(count));

let training;
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (!('seconds' in message)) training = prepare(message);
  console.log(await train(message.seconds ?? warmUpSeconds));
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
