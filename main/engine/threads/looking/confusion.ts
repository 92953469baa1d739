import { confusionOf, worstMistakes, type Answers } from '#core/analysis/inside/mistakes.ts';
import type { ConfusionInside } from '#core/contract/inside.ts';
import { largestClass, type Network } from '#core/network/network.ts';
import type { Batches } from '#core/training/batches.ts';
import type { Probe, Sample } from './probe.ts';

const mostMistakes = 100;
/** Of a network that predicts many numbers, so many of an example are told. */
const mostPredicted = 8;

/** What the network says of the test part. The names of the classes are known elsewhere. */
export function lookAtConfusion(probe: Probe): Omit<ConfusionInside, 'classes'> {
  const { network, examples } = probe;
  const answers = answersTo(network, examples.test);
  probe.lastAnswers = { answers, step: probe.step };
  const count = answers.examples.length;
  return {
    counts: confusionOf(answers, Math.max(2, network.output.units)),
    examples: count,
    isSample: count < examples.test.of,
    worst: worstMistakes(answers, mostMistakes),
  };
}

function answersTo(network: Network, { examples, batches, order }: Sample): Answers {
  const { units, outputs } = network.output;
  const count = order.length;
  const truth = batches.classes && new Uint8Array(count);
  const said = batches.classes && new Uint32Array(count);
  const certainty = new Float32Array(count);
  const told = Math.min(units, mostPredicted);
  const predicted = batches.classes ? null : new Float32Array(count * told);
  for (let from = 0; from < count; from += network.maximumRows) {
    const rows = Math.min(network.maximumRows, count - from);
    batches.take(order, from, rows);
    network.forward(rows);
    for (let row = 0; row < rows; row++) {
      const place = from + row;
      if (!truth || !said) {
        certainty[place] = errorOf(network, batches, row);
        predicted?.set(outputs.subarray(row * units, row * units + told), place * told);
        continue;
      }
      truth[place] = batches.classes[row];
      said[place] = largestClass(outputs, row, units);
      certainty[place] = units > 1 ? outputs[row * units + said[place]] : network.classOutputs(row)[said[place]];
    }
  }
  return { examples, truth, said, certainty, predicted };
}

/** The mean of |output − target| of one row. */
function errorOf({ output }: Network, { targets }: Batches, row: number): number {
  const { units, outputs } = output;
  let sum = 0;
  for (let at = row * units; at < (row + 1) * units; at++) sum += Math.abs(outputs[at] - targets[at]);
  return sum / units;
}
