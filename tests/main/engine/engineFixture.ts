import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineClient } from '#core/contract/client.ts';
import { defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import type { RunStatus, RunSummary } from '#core/contract/run.ts';
import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { Random } from '#core/tensor/random.ts';
import { EngineProcess } from '#main/host/engineProcess.ts';
import { packageRoot } from '#main/host/paths.ts';

/** A temporary workspace with engines on it; everything is gone after `remove`. */
export class TestWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'lamina-engine-'));
  readonly workspace = join(this.folder, 'workspace');
  readonly #engines: EngineProcess[] = [];

  async engine(): Promise<{ process: EngineProcess; client: EngineClient }> {
    const engine = new EngineProcess({
      script: join(packageRoot, 'main', 'engine', 'index.ts'),
      workspace: this.workspace,
      resources: join(this.folder, 'no-resources'),
    });
    this.#engines.push(engine);
    await engine.ready;
    return { process: engine, client: new EngineClient(engine.connect()) };
  }

  /** Writes a pair of IDX files: pictures of 4×4 in three classes, told apart by where they are bright. */
  writeIdx(count: number, labelCount = count): { images: string; labels: string } {
    const random = new Random(7, 'pictures');
    const labels = Uint8Array.from({ length: labelCount }, (_, i) => i % 3);
    const pixels = Uint8Array.from({ length: count * 16 }, (_, i) => {
      const bright = (i % 16) % 3 === Math.floor(i / 16) % 3;
      return bright ? 128 + random.below(128) : random.below(128);
    });
    mkdirSync(this.folder, { recursive: true });
    const files = { images: join(this.folder, 'images'), labels: join(this.folder, 'labels') };
    writeFileSync(files.images, writeIdxImages({ count, height: 4, width: 4, pixels }));
    writeFileSync(files.labels, writeIdxLabels(labels));
    return files;
  }

  async endEngines(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.shutdown()));
  }

  async remove(): Promise<void> {
    await this.endEngines();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const smallDesign: Design = {
  inputs: 16,
  layers: [
    { units: 8, activation: 'relu' },
    { units: 3, activation: 'softmax' },
  ],
};

export const smallConfig: TrainingConfig = {
  ...defaultConfig,
  optimizer: { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  batchSize: 7,
  epochs: 4,
};

/** A run that goes on for minutes if nobody stops it. */
export const longConfig: TrainingConfig = { ...smallConfig, batchSize: 1, epochs: 100_000 };

export async function importSmall(workspace: TestWorkspace, client: EngineClient, count = 120): Promise<Dataset> {
  return importPair(client, workspace.writeIdx(count), 'Small');
}

let importsAsked = 0;

/** Imports a pair of IDX files. */
export async function importPair(
  client: EngineClient,
  { images, labels }: { images: string; labels: string },
  name: string,
): Promise<Dataset> {
  const setup = { kind: 'idx', images: { path: images }, labels: { path: labels } } as const;
  const { dataset } = await client.request('imports.import', { task: `test-${importsAsked++}`, setup, name });
  return dataset;
}

/** Waits until a run's summary fits. It is asked for, too, because it may have changed before anyone listened. */
export async function runThat(
  client: EngineClient,
  id: string,
  fits: (run: RunSummary) => boolean,
): Promise<RunSummary> {
  let stop: () => void = () => undefined;
  const told = new Promise<RunSummary>((resolve) => {
    stop = client.on('run.changed', (run) => run.id === id && fits(run) && resolve(run));
  });
  const now = await client.request('runs.get', { run: id });
  const run = fits(now) ? now : await told;
  stop();
  return run;
}

export function runIs(client: EngineClient, id: string, status: RunStatus): Promise<RunSummary> {
  return runThat(client, id, (run) => run.status === status);
}
