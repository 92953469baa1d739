import { webcrypto } from 'node:crypto';
import type { StoredCheckpoint } from '../store/checkpoints.ts';
import type { TeamData } from './threads/teamKernels.ts';
import { AskedNumber } from './threads/askedNumber.ts';
import type { Command, TrainerCheckpoint, TrainerData, TrainerMessage } from './threads/protocol.ts';
import { startTeam } from './threads/team.ts';

/** What a trainer tells, with its checkpoints as they are stored. */
export type TrainerNews = Exclude<TrainerMessage, { kind: 'advance' }> | Advance;
export type Advance = Omit<Extract<TrainerMessage, { kind: 'advance' }>, 'checkpoint'> & {
  checkpoint: StoredCheckpoint | null;
};

/** The engine's side of a trainer thread, which has one run in hand and ends with it. */
export class TrainerThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(12));
  readonly #askedLearningRate = new SharedArrayBuffer(AskedNumber.bytes);
  readonly #endTeam: () => void;
  /** Resolves when all that was told before has been passed on. */
  #passedOn = Promise.resolve();

  constructor(
    data: Omit<TrainerData, 'control' | 'askedLearningRate' | 'team'>,
    team: Pick<TeamData, 'binaries' | 'build' | 'threads'>,
    onNews: (news: TrainerNews) => void,
  ) {
    let over = false;
    const tell = (message: TrainerMessage) => {
      if (over) return;
      over = message.kind === 'ended' || message.kind === 'failed';
      this.#passedOn = this.#passedOn.then(async () => onNews(await toNews(message)));
    };
    const shared = { control: this.#control.buffer, askedLearningRate: this.#askedLearningRate };
    this.#endTeam = startTeam('trainer', { ...data, ...shared }, team, {
      message: tell,
      lost: (message) =>
        tell({ kind: 'failed', problem: { code: 'internal', message, hint: 'It can be started again.' } }),
    });
  }

  /** Tells the trainer that its news has been stored, so that it may send more. */
  stored(): void {
    Atomics.add(this.#control, 1, 1);
    Atomics.notify(this.#control, 1);
  }

  /** Ends it where it is; nothing more is told. */
  end(): void {
    this.#endTeam();
  }

  /** The trainer follows before its next batch. */
  command(value: Command): void {
    Atomics.store(this.#control, 0, value);
    this.#wake();
  }

  /** The trainer tells the change, with the step from which it holds, before its next batch. */
  setLearningRate(learningRate: number): void {
    new AskedNumber(this.#askedLearningRate).leave(learningRate);
    this.#wake();
  }

  /** A trainer that is paused waits for more to be asked. */
  #wake(): void {
    Atomics.add(this.#control, 2, 1);
    Atomics.notify(this.#control, 2);
  }
}

async function toNews(message: TrainerMessage): Promise<TrainerNews> {
  if (message.kind !== 'advance') return message;
  return { ...message, checkpoint: message.checkpoint && (await withHash(message.checkpoint)) };
}

/** The hash is taken beside the trainer, which goes on meanwhile, and beside the engine's own loop. */
async function withHash(checkpoint: TrainerCheckpoint): Promise<StoredCheckpoint> {
  const digest = await webcrypto.subtle.digest('SHA-256', checkpoint.parameters);
  return { ...checkpoint, weightsHash: Buffer.from(digest).toString('hex') };
}
