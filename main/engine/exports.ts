import { layerShapes, type Design } from '#core/contract/design.ts';
import { writeSafetensors, type NamedTensor } from '#core/data/formats/safetensors.ts';
import type { MetricSeries, RunSummary } from '#core/contract/run.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { StoredRun } from '../store/runs.ts';

/** The parameters by name: `layers.0.weight` `[inputs × units]`, `layers.0.bias` `[units]`, and so on. */
function namedTensors(design: Design, parameters: Float32Array): NamedTensor[] {
  const tensors: NamedTensor[] = [];
  let start = 0;
  const add = (name: string, shape: number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    tensors.push({ name, shape, values: parameters.subarray(start, start + length) });
    start += length;
  };
  layerShapes(design).forEach(({ inputs, units }, layer) => {
    add(`layers.${layer}.weight`, [inputs, units]);
    add(`layers.${layer}.bias`, [units]);
  });
  return tensors;
}

/** What was measured of the inputs, as it stands in a file: x became (x − offset)·factor. */
export interface WrittenStatistics {
  offset: number[];
  factor: number[];
}

export function writtenOut({ offset, factor }: InputStatistics): WrittenStatistics {
  return { offset: Array.from(offset), factor: Array.from(factor) };
}

export function exportJson(
  { summary, statistics }: StoredRun,
  checkpoint: StoredCheckpoint,
  parameters: Float32Array,
): Uint8Array {
  const { name, design, config } = summary;
  const tensors = namedTensors(design, parameters).map(({ name, shape, values }) => [
    name,
    { shape, values: Array.from(values) },
  ]);
  const text = JSON.stringify({
    format: 'lamina-parameters',
    version: 1,
    name,
    design,
    config,
    statistics: statistics && writtenOut(statistics),
    epoch: checkpoint.epoch,
    step: checkpoint.step,
    weightsHash: checkpoint.weightsHash,
    tensors: Object.fromEntries(tensors) as unknown,
  });
  return new TextEncoder().encode(text);
}

/** What a safetensors file says of its run, as JSON in the file's metadata under `lamina`. */
export interface ExportedRun {
  name: string;
  design: RunSummary['design'];
  config: RunSummary['config'];
  /** Of its inputs; null, or left out by earlier versions, where nothing was measured. */
  statistics?: WrittenStatistics | null;
  dataset: { source: unknown; name: string; hash: string | null };
  best: RunSummary['best'];
  last: RunSummary['last'];
  epoch: number;
  step: number;
  trainExamples: number;
  testExamples: number;
  stepsPerEpoch: number;
  seconds: number;
  trainingSeconds: number;
  trainedExamples: number;
  createdAt: number;
  kernelBuild: string;
  programVersion: string;
  weightsHash: string;
  /** Of which epoch the weights are, and its result. Not there in files of earlier versions, which had the last one's. */
  weightsEpoch?: number | null;
  weightsBatches?: number;
  weightsResult?: RunSummary['weightsResult'];
  curves: MetricSeries[];
}

export function exportSafetensors(run: ExportedRun, parameters: Float32Array): Uint8Array {
  return writeSafetensors(namedTensors(run.design, parameters), { format: 'lamina', lamina: JSON.stringify(run) });
}
