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
  type TrainerData,
  type TrainerMessage,
} from './threads/protocol.ts';
import { startTeam } from './threads/team.ts';

/** What a trainer tells, with the checkpoints that are whole by then, the newest one last. */
export type TrainerNews = Exclude<TrainerMessage, { kind: 'advance' | 'checkpoint' | 'piece' }> | Advance;
export type Advance = Extract<TrainerMessage, { kind: 'advance' }> & { checkpoints: WholeCheckpoint[] };

/** The engine's side of a trainer thread, which has one run in hand and ends with it. */
export class TrainerThread {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * controlWords));
  readonly #allowance = new Allowance(this.#control);
  readonly #askedLearningRate = new SharedArrayBuffer(AskedNumber.bytes);
  readonly #endTeam: () => void;
  readonly #writer: CheckpointWriter;
  readonly #onNews: (news: TrainerNews) => void;
  /** Resolves when all that was told before has been passed on. */
  #passedOn = Promise.resolve();

  constructor(
    data: Omit<TrainerData, 'control' | 'askedLearningRate' | 'team'>,
    team: Pick<TeamData, 'binaries' | 'build' | 'threads'>,
    writer: CheckpointWriter,
    onNews: (news: TrainerNews) => void,
  ) {
    this.#writer = writer;
    this.#onNews = onNews;
    let over = false;
    const tell = (message: TrainerMessage) => {
      if (over) return;
      over = message.kind === 'ended' || message.kind === 'failed';
      this.#passedOn = this.#passedOn
        .then(() => this.#pass(message))
        .catch((error: unknown) => {
          over = true;
          onNews({ kind: 'failed', problem: toProblem(error) });
          this.end();
        });
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
    this.#count(controlWord.stored);
  }

  async #pass(message: TrainerMessage): Promise<void> {
    if (message.kind === 'checkpoint') await this.#writer.begin(message.checkpoint);
    else if (message.kind === 'piece') {
      await this.#writer.add(message);
      this.#count(controlWord.pieces);
    } else if (message.kind === 'advance') {
      this.#onNews({ ...message, checkpoints: await this.#writer.takeWritten() });
    } else this.#onNews(message);
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

  /** The trainer may be waiting for one more. */
  #count(word: number): void {
    Atomics.add(this.#control, word, 1);
    Atomics.notify(this.#control, word);
  }
}
