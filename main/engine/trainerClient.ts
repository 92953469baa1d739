import { LaminaError, type Problem } from '#core/contract/errors.ts';
import { createMemory } from '#core/tensor/arena.ts';
import type { WholeCheckpoint } from '../store/checkpoints.ts';
import type { CheckpointWriter } from './checkpointWriter.ts';
import { toProblem } from './problem.ts';
import type { TeamData } from './threads/teamKernels.ts';
import type { StepUnit } from '#core/contract/run.ts';
import { Allowance } from './threads/allowance.ts';
import { AskedNumber } from './threads/askedNumber.ts';
import {
  command,
  controlWord,
  controlWords,
  type Command,
  type CopiedWeights,
  type TrainerData,
  type TrainerMessage,
} from './threads/protocol.ts';
import { startTeam } from './threads/team.ts';

/** What a trainer tells, with the checkpoints that are whole by then, the newest one last. */
export type TrainerNews = Exclude<TrainerMessage, { kind: 'advance' | 'checkpoint' | 'piece' | 'copied' }> | Advance;
export type Advance = Extract<TrainerMessage, { kind: 'advance' }> & { checkpoints: WholeCheckpoint[] };

/** The engine's side of a trainer thread, which has one run in hand and ends with it. */
export class TrainerThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  readonly #allowance = new Allowance(this.#control);
  readonly #askedLearningRate = new SharedArrayBuffer(AskedNumber.bytes);
  /** Where the weights are that it was asked to copy. */
  readonly copyMemory = createMemory();
  #copying: PromiseWithResolvers<CopiedWeights | null> | undefined;
  readonly #endTeam: () => void;
  readonly #writer: CheckpointWriter;
  readonly #onNews: (news: TrainerNews) => void;
  /** Resolves when all that was told before has been passed on. */
  #passedOn = Promise.resolve();

  constructor(
    data: Omit<TrainerData, 'control' | 'askedLearningRate' | 'copyMemory' | 'team'>,
    team: Pick<TeamData, 'binaries' | 'build' | 'threads'>,
    writer: CheckpointWriter,
    onNews: (news: TrainerNews) => void,
  ) {
    this.#writer = writer;
    this.#onNews = onNews;
    let over = false;
    const tell = (message: TrainerMessage) => {
      if (over) return;
      // Nothing that is stored waits for it, and it waits for nothing to be stored.
      if (message.kind === 'copied') return this.#endCopying(message.copied);
      over = message.kind === 'ended' || message.kind === 'failed';
      this.#passedOn = this.#passedOn
        .then(() => this.#pass(message))
        .catch((error: unknown) => {
          over = true;
          onNews({ kind: 'failed', problem: toProblem(error) });
          this.end();
        })
        .finally(() => {
          if (over) this.#endCopying(null);
        });
    };
    const { copyMemory } = this;
    const shared = { control: this.#control.buffer, askedLearningRate: this.#askedLearningRate, copyMemory };
    this.#endTeam = startTeam('trainer', { ...data, ...shared }, team, {
      message: tell,
      lost: (message) =>
        tell({ kind: 'failed', problem: { code: 'internal', message, hint: 'It can be started again.' } }),
    });
  }

  /** Tells the trainer that its news has been stored, so that it may send more. */
  stored(): void {
    this.#count(controlWord.stored);
  }

  async #pass(message: TrainerMessage): Promise<void> {
    if (message.kind === 'checkpoint') await this.#writer.begin(message.checkpoint);
    else if (message.kind === 'piece') {
      await this.#writer.add(message);
      this.#count(controlWord.pieces);
    } else if (message.kind === 'advance') {
      this.#onNews({ ...message, checkpoints: await this.#writer.takeWritten() });
    } else if (message.kind !== 'copied') this.#onNews(message);
  }

  /** Ends it where it is; nothing more is told. */
  end(): void {
    this.#endTeam();
  }

  /** The trainer follows before its next batch. */
  command(value: Command): void {
    this.#allowance.withdraw();
    Atomics.store(this.#control, controlWord.command, value);
    this.#count(controlWord.asks);
  }

  /** The trainer goes on by so much, and then pauses. */
  step(unit: StepUnit): void {
    this.#allowance.give(unit);
    Atomics.store(this.#control, controlWord.command, command.pause);
    this.#count(controlWord.asks);
  }

  /** The trainer tells the change, with the step from which it holds, before its next batch. */
  setLearningRate(learningRate: number): void {
    new AskedNumber(this.#askedLearningRate).leave(learningRate);
    this.#count(controlWord.asks);
  }

  /**
   * Has the weights copied to `copyMemory`, before the next batch, or at once when the run is paused. Resolves with null
   * when the training ended before. One copy is under way at a time, and those who ask meanwhile share it.
   */
  copyWeights(): Promise<CopiedWeights | null> {
    if (!this.#copying) {
      this.#copying = Promise.withResolvers();
      this.#count(controlWord.copies);
      this.#count(controlWord.asks);
    }
    return this.#copying.promise;
  }

  #endCopying(copied: CopiedWeights | Problem | null): void {
    const copying = this.#copying;
    this.#copying = undefined;
    if (copied && 'code' in copied) copying?.reject(LaminaError.fromProblem(copied));
    else copying?.resolve(copied);
  }

  /** The trainer may be waiting for one more. */
  #count(word: number): void {
    Atomics.add(this.#control, word, 1);
    Atomics.notify(this.#control, word);
  }
}
