import { cellMiddles, evenlyAlong, rangeWithMargin } from '#core/analysis/inside/grid.ts';
import type { CurveSurface, RegionSurface, Surface } from '#core/contract/inside.ts';
import type { DenseLayer } from '#core/network/dense.ts';
import type { Probe } from './probe.ts';

const columns = 64;
const rows = 64;
const curvePoints = 256;
/** How much of the data's own range is shown beyond either end of it. */
const margin = 0.1;
const mostUnits = 64;
/** Numbers of hidden units that are told at once, at most: of many layers fewer units each are shown. */
const mostNumbers = 2 ** 20;

/** What the network makes of its inputs wherever they may lie; null when they are not one or two numbers of a table. */
export function lookAtSurface(probe: Probe): Surface | null {
  const { inputs } = probe.network.design;
  if (probe.examples.table.arePictures || inputs > 2) return null;
  return inputs === 1 ? curveOf(probe) : regionsOf(probe);
}

function curveOf(probe: Probe): CurveSurface {
  const inputs = evenlyAlong(rangeOfInput(probe, 0), curvePoints);
  const { outputs, hidden } = answersTo(probe, inputs, curvePoints);
  return { kind: 'curve', inputs, outputs, hidden };
}

function regionsOf(probe: Probe): RegionSurface {
  const x = rangeOfInput(probe, 0);
  const y = rangeOfInput(probe, 1);
  const points = rows * columns;
  const { outputs, hidden } = answersTo(probe, cellMiddles(x, y, columns, rows), points);
  const byUnit = hidden.map((layer) => ({ ...layer, values: transposed(layer.values, points, layer.shown) }));
  return { kind: 'regions', x, y, columns, rows, outputs, outputValues: outputs.length / points, hidden: byUnit };
}

function rangeOfInput({ examples }: Probe, input: number): [from: number, to: number] {
  const { inputs, features } = examples.table;
  return rangeWithMargin(new Float32Array(inputs), input, features, margin);
}

interface HiddenAnswers {
  units: number;
  shown: number;
  /** `[points × shown]` */
  values: Float32Array;
}

/** What the network, and each of its hidden layers, gives for points `[points × inputs]`, which are not prepared yet. */
function answersTo(
  { network, examples, setup }: Probe,
  points: Float32Array,
  count: number,
): { outputs: Float32Array; hidden: HiddenAnswers[] } {
  const { inputs } = network.design;
  const layers = network.layers.slice(0, -1);
  const mostShown = Math.min(mostUnits, Math.floor(mostNumbers / (count * Math.max(1, layers.length))));
  const hidden = layers.map(({ units }) => {
    const shown = Math.min(units, mostShown);
    return { units, shown, values: new Float32Array(count * shown) };
  });
  // A single output of a classification stands for two classes.
  const width = setup.isRegression ? network.output.units : Math.max(2, network.output.units);
  const outputs = new Float32Array(count * width);
  for (let from = 0; from < count; from += network.maximumRows) {
    const rows = Math.min(network.maximumRows, count - from);
    network.inputs.set(points.subarray(from * inputs, (from + rows) * inputs));
    examples.prepare(network.inputs, rows);
    network.forward(rows);
    layers.forEach((layer, index) => takeUnits(layer, rows, hidden[index], from));
    for (let row = 0; row < rows; row++) {
      const values = setup.isRegression ? network.outputsOf(row) : network.classOutputs(row);
      outputs.set(values, (from + row) * width);
    }
  }
  return { outputs, hidden };
}

/** Takes the first units of a layer's rows to rows `from` on. */
function takeUnits({ outputs, units }: DenseLayer, rows: number, { shown, values }: HiddenAnswers, from: number): void {
  for (let row = 0; row < rows; row++) {
    values.set(outputs.subarray(row * units, row * units + shown), (from + row) * shown);
  }
}

/** From `[rows × columns]` to `[columns × rows]`. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column];
  }
  return turned;
}
