import { z } from 'zod';
import { parentSchema } from './parent.ts';
import { configSchema, learningRateSchema } from './config.ts';
import {
  datasetFiles,
  digitsLimits,
  toyLimits,
  toyNames,
  type ColumnDescription,
  type Dataset,
  type DatasetPiece,
  type DatasetSample,
} from './dataset.ts';
import { designSchema } from './design.ts';
import type { Download } from './download.ts';
import { oneOf, text, webAddress, wholeNumber } from './fields.ts';
import {
  cancelInput,
  importInput,
  inspectInput,
  uploadInput,
  writeInput,
  type Imported,
  type ImportInspection,
} from './importing.ts';
import { examplesOfCellInput, lookInput, type ExamplesOfCell, type Inside } from './inside.ts';
import {
  stepUnits,
  type CheckpointSummary,
  type Evaluation,
  type GradientCheck,
  type Prediction,
  type RunCurves,
  type RunDetail,
  type RunProgress,
  type RunSummary,
} from './run.ts';
import { designContentSchema, type SavedDesign } from './savedDesign.ts';

/** A request's input schema, with its output type carried along for the compiler only. */
export interface RequestType<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  readonly output?: Output;
}

function request<Input extends z.ZodType>(input: Input) {
  return { returns: <Output>(): RequestType<Input, Output> => ({ input }) };
}

const nothing = z.strictObject({});
const name = text(200);
const id = z.string().min(1).max(100);
const run = z.strictObject({ run: id });
const savedDesign = z.strictObject({ design: id });

/** The most threads that a run can be trained on. */
export const mostThreads = 64;
/** Threads to train on; left out, one for each processor. They change how fast a run is, and nothing of its results. */
const threads = z.int().min(1).max(mostThreads).optional();

export const runSetupSchema = z.strictObject({
  /** Left out: a name is made from the design. */
  name: name.optional(),
  dataset: id,
  design: designSchema,
  config: configSchema,
  threads,
  /** Left out: it is no child of any run. */
  parent: parentSchema.optional(),
});
export type RunSetup = z.infer<typeof runSetupSchema>;

/** The most runs that can be started at once. */
export const mostRunsAtOnce = 200;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
/** A picture to be recognised: 28×28 or whatever the run's dataset has, a byte each, 255 = ink. */
const pixels = bytes.refine(
  ({ length }) => length > 0 && length <= 4_194_304,
  'must have between 1 and 4,194,304 pixels',
);

/** The inputs of one example of a table, as they stand there: whatever preparation the run has is done to them. */
const inputs = z.array(z.number()).min(1).max(1_000_000);

const examplesToPredict = z
  .strictObject({ runs: z.array(id).min(1).max(50), pixels: pixels.optional(), inputs: inputs.optional() })
  .refine((value) => (value.pixels === undefined) !== (value.inputs === undefined), {
    message: 'must have either pixels, for runs on pictures, or inputs, for runs on a table',
  });

const secondsEach = z.number().positive().max(60).default(1);

/** Everything that can be asked of the engine. */
export const requests = {
  'app.info': request(nothing).returns<AppInfo>(),

  'datasets.list': request(nothing).returns<Dataset[]>(),
  /** Makes a built-in dataset's examples if they are not there yet; progress comes as `task` events. */
  'datasets.prepare': request(z.strictObject({ dataset: id })).returns<Dataset>(),
  'datasets.sample': request(
    z.strictObject({ dataset: id, indices: z.array(z.int().min(0)).min(1).max(1000) }),
  ).returns<DatasetSample>(),
  /** The class of every example, a byte each, in the order of the examples; empty for a regression. */
  'datasets.labels': request(z.strictObject({ dataset: id })).returns<Uint8Array>(),
  /** What a table's columns hold: its inputs and then its targets, the first thousand of them. Empty for pictures. */
  'datasets.describe': request(z.strictObject({ dataset: id })).returns<ColumnDescription[]>(),
  /** The next piece of a file that a dataset is exported as, from an example on; the first brings the file's header. */
  'datasets.exportPiece': request(
    z.strictObject({ dataset: id, file: oneOf(datasetFiles), from: z.int().min(0) }),
  ).returns<DatasetPiece>(),
  /** Makes a toy dataset, or finds it where the very same one is there. What is left out is as in the built-in one. */
  'datasets.makeToy': request(
    z.strictObject({
      name: oneOf(toyNames),
      noise: toyLimits.noise.optional(),
      count: toyLimits.count.optional(),
      seed: toyLimits.seed.optional(),
    }),
  ).returns<Dataset>(),
  /**
   * Digits of another number or seed, as a dataset of their own, or the very same ones where they are there. They are
   * made beside, with `task` events, as by `datasets.prepare`.
   */
  'datasets.makeDigits': request(
    z.strictObject({ count: digitsLimits.count.optional(), seed: digitsLimits.seed.optional() }),
  ).returns<Dataset>(),
  'datasets.rename': request(z.strictObject({ dataset: id, name })).returns<Dataset>(),
  /** Moves a dataset to the trash, where nothing of it is lost. Those that come with the program stay. */
  'datasets.remove': request(z.strictObject({ dataset: id })).returns<DatasetRemoval>(),
  /** Takes a dataset back out of the trash. */
  'datasets.restore': request(z.strictObject({ dataset: id })).returns<Dataset>(),
  /**
   * Lets go of the examples of a dataset in the trash, for good. What runs were trained on it keep their weights,
   * curves, split and preparation, but can no longer be resumed or evaluated on it, unless the same content is imported
   * again: what is told of the dataset stays for them, as `absent`.
   */
  'datasets.erase': request(z.strictObject({ dataset: id })).returns<DatasetRemoval>(),

  /** Every saved design, those in the trash too. */
  'designs.list': request(nothing).returns<SavedDesign[]>(),
  /** Keeps a design under a name: a new one, or in place of what `design` held. */
  'designs.save': request(
    z.strictObject({ design: id.optional(), name, content: designContentSchema }),
  ).returns<SavedDesign>(),
  'designs.rename': request(z.strictObject({ design: id, name })).returns<SavedDesign>(),
  'designs.duplicate': request(savedDesign).returns<SavedDesign>(),
  /** Moves a design to the trash, where nothing of it is lost. */
  'designs.trash': request(savedDesign).returns<SavedDesign>(),
  'designs.restore': request(savedDesign).returns<SavedDesign>(),

  /** Opens a place for files that a page has, since only the engine reads them. It is gone after `imports.discard`. */
  'imports.upload': request(nothing).returns<{ upload: string }>(),
  /** Writes pieces of such files, and tells how many bytes are there by now. */
  'imports.write': request(writeInput).returns<{ bytes: number }>(),
  'imports.discard': request(uploadInput).returns<object>(),
  /** Tells what is in files, and imports nothing; progress comes as `task` events. */
  'imports.inspect': request(inspectInput).returns<ImportInspection>(),
  /** Imports files. What fails or is cancelled leaves nothing behind. */
  'imports.import': request(importInput).returns<Imported>(),
  /** Stops an inspection or an import, which then rejects with `cancelled`. One that has ended stays as it is. */
  'imports.cancel': request(cancelInput).returns<object>(),

  /** What can be downloaded, and how much of it is here. Nothing is asked of the network. */
  'downloads.list': request(nothing).returns<Download[]>(),
  /**
   * Fetches a dataset's files from its mirrors, goes on with what an earlier try has left, and imports them; a dataset
   * that is here already is handed out at once. Progress comes as `task` events, of the task `downloadTask(name)`.
   * Rejects with `download`, `cancelled`, `workspace` or `bad-file`. `mirror` is asked before the others: the files lie
   * there in a folder of the dataset's name.
   */
  'downloads.start': request(z.strictObject({ name: id, mirror: webAddress().optional() })).returns<Dataset>(),
  /** Stops a download; what has come stays. Where none is under way, nothing happens. */
  'downloads.cancel': request(z.strictObject({ name: id })).returns<Download>(),

  'runs.list': request(nothing).returns<RunSummary[]>(),
  'runs.get': request(run).returns<RunDetail>(),
  'runs.curves': request(z.strictObject({ runs: z.array(id).min(1).max(50) })).returns<RunCurves[]>(),
  /**
   * Keeps the run and puts it in the queue; it starts when the ones before it have ended. With `step` it goes no further
   * than that, and then is paused.
   */
  'runs.start': request(runSetupSchema.extend({ step: oneOf(stepUnits).optional() })).returns<RunSummary>(),
  /** Keeps all of these runs, or none of them when one cannot be trained, and queues them in their order. */
  'runs.startMany': request(z.strictObject({ runs: z.array(runSetupSchema).min(1).max(mostRunsAtOnce) })).returns<
    RunSummary[]
  >(),
  /** The runs that wait for their turn in this engine, the next one first. */
  'runs.queue': request(nothing).returns<string[]>(),
  /** Puts the runs that wait in another order, which is answered. Those that are not named follow, as they stood. */
  'runs.reorder': request(z.strictObject({ runs: z.array(id).max(10_000) })).returns<string[]>(),
  /** Where the runs are that this engine has in hand, as it was told last. */
  'runs.progress': request(nothing).returns<RunProgress[]>(),
  'runs.pause': request(run).returns<RunSummary>(),
  /** Goes on with a paused run. */
  'runs.continue': request(run).returns<RunSummary>(),
  /**
   * Does one more batch, or all up to the end of the epoch, of a run that is paused or goes on, and then pauses it. The
   * batch is a point of its own on the run's curves. Asked for again before it is done, it is done that often.
   */
  'runs.step': request(z.strictObject({ run: id, by: oneOf(stepUnits) })).returns<RunSummary>(),
  /** Ends the run at a checkpoint from which it can be resumed. */
  'runs.stop': request(run).returns<RunSummary>(),
  /** The same for many; none of them begins meanwhile. Those that are not in hand here stay as they are. */
  'runs.stopMany': request(z.strictObject({ runs: z.array(id).min(1).max(10_000) })).returns<RunSummary[]>(),
  /** Puts a stopped, interrupted or failed run back in the queue, to go on from its newest checkpoint. */
  'runs.resume': request(z.strictObject({ run: id, threads })).returns<RunSummary>(),
  /**
   * From the run's next batch on, or at once when it is paused, the learning rate is another. That it has been stored
   * shows in `run.changed`. A run in the hands of another Lamina is left a note, which is read within a second or two.
   */
  'runs.setLearningRate': request(z.strictObject({ run: id, learningRate: learningRateSchema })).returns<RunSummary>(),
  'runs.rename': request(z.strictObject({ run: id, name })).returns<RunSummary>(),
  /** Moves runs to the trash, or back out of it. */
  'runs.trash': request(z.strictObject({ runs: z.array(id).min(1).max(1000), trashed: z.boolean() })).returns<
    RunSummary[]
  >(),

  'runs.predict': request(examplesToPredict).returns<Prediction[]>(),
  /** Decodes a PNG or JPEG file, prepares it the way the pad's drawings are, and predicts. */
  'runs.predictPicture': request(z.strictObject({ run: id, file: bytes })).returns<Prediction>(),
  'runs.evaluate': request(
    z.strictObject({ run: id, dataset: id, part: z.enum(['all', 'test']).default('all') }),
  ).returns<Evaluation>(),
  /**
   * Compares backpropagation with finite differences on a batch of the training part: of a run at its newest checkpoint,
   * or of a setup with fresh weights. At most `sample` weights and biases of each layer are tried.
   */
  'runs.checkGradients': request(
    z
      .strictObject({
        run: id.optional(),
        setup: runSetupSchema.pick({ dataset: true, design: true, config: true }).optional(),
        batch: wholeNumber(1, 1000).default(16),
        sample: wholeNumber(1, 100_000).default(20),
      })
      .refine(({ run, setup }) => (run === undefined) !== (setup === undefined), 'must have either a run or a setup'),
  ).returns<GradientCheck>(),
  /**
   * Looks inside a network: of a run that is trained here as it is between two batches, of any other as its newest
   * checkpoint has it. Rejects with `conflict` when there are no weights yet.
   */
  'runs.look': request(lookInput).returns<Inside>(),
  'runs.examplesOfCell': request(examplesOfCellInput).returns<ExamplesOfCell>(),
  /** A checkpoint's parameters as a file; the newest one's when no epoch is named. */
  'runs.export': request(
    z.strictObject({ run: id, epoch: z.int().min(0).optional(), format: z.enum(['json', 'safetensors']) }),
  ).returns<{ bytes: Uint8Array; checkpoint: CheckpointSummary }>(),

  /**
   * How long an epoch of a setup takes on this machine, the evaluation at its end included. A few steps of it are made
   * for that, unless a run is being trained, whose time they would take.
   */
  'training.estimate': request(
    runSetupSchema.pick({ dataset: true, design: true, config: true, threads: true }),
  ).returns<TrainingEstimate>(),

  /**
   * Measures the training step, on one thread and on one for each processor, or on as many as are named; each line is
   * also sent as a `bench` event when it is ready.
   */
  'bench.run': request(z.strictObject({ secondsEach, threads })).returns<BenchResult>(),
  /** Measures each matrix product on one thread, beside what this machine's processor can do at most. */
  'bench.kernels': request(z.strictObject({ secondsEach })).returns<KernelBenchResult>(),
} satisfies Record<string, RequestType>;

export type Requests = typeof requests;
export type RequestName = keyof Requests;
/** What a caller passes; defaults may be left out. */
export type RequestInput<Name extends RequestName> = z.input<Requests[Name]['input']>;
/** What the handler gets, after validation. */
export type RequestValue<Name extends RequestName> = z.output<Requests[Name]['input']>;
export type RequestOutput<Name extends RequestName> = NonNullable<Requests[Name]['output']>;

/** A dataset that was removed, and the runs that were trained on it. */
export interface DatasetRemoval {
  /** Null when nothing of it is left, as no run was trained on it. */
  dataset: Dataset | null;
  runs: Pick<RunSummary, 'id' | 'name' | 'status'>[];
}

export interface AppInfo {
  version: string;
  workspace: string;
  kernelBuild: string;
  /** Logical processors of this machine. */
  processors: number;
  node: string;
}

/**
 * - `measured`: steps of this very network have been timed, on some of these very examples
 * - `scaled`: from the speed of another network, in proportion to their multiplications
 * - `unknown`: nothing has been timed yet
 */
export type EstimateBasis = 'measured' | 'scaled' | 'unknown';

export interface TrainingEstimate {
  /** Null when it is unknown. */
  secondsPerEpoch: number | null;
  basis: EstimateBasis;
}

export interface BenchLine {
  /** As in "784-128-10". */
  network: string;
  optimizer: string;
  batch: number;
  threads: number;
  examplesPerSecond: number;
  /** 2·(multiplications of forward, weight gradient and input gradient), in thousand millions a second. */
  gigaflops: number;
}

export interface BenchResult {
  kernelBuild: string;
  lines: BenchLine[];
}

/** Speeds in thousand millions of additions and multiplications a second. */
export interface KernelBenchLine {
  rows: number;
  inputs: number;
  units: number;
  /** x·W + b */
  forward: number;
  /** xᵀ·δ */
  weightGradient: number;
  /** δ·Wᵀ */
  inputGradient: number;
}

export interface KernelBenchResult {
  kernelBuild: string;
  /** What a thread reaches with the same instructions when it touches no memory. */
  limit: number;
  lines: KernelBenchLine[];
}
