import type { Dataset } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ImportInspection, ImportSetupInput } from '#core/contract/importing.ts';
import { describeError } from '../../../state/notices.svelte.ts';
import type { Session } from '../../../state/session.svelte.ts';
import type { ChosenFile } from './chosenFiles.ts';
import { handOver } from './handOver.ts';
import { recognise, type Recognised } from './recognise.ts';
import { choicesOf, proposedRoles, rolesProblem, withRole, type Role } from './roles.ts';

/**
 * - `choosing`: nothing is chosen, or what was chosen could not be read
 * - `sending`: files are being handed over; `looking`: the engine reads them for the preview
 * - `ready`: the preview is there
 * - `importing`: the examples come into the workspace
 */
type Phase = 'choosing' | 'sending' | 'looking' | 'ready' | 'importing';

export type TableChoices = Omit<Extract<ImportSetupInput, { kind: 'table' }>, 'kind' | 'file'>;
export type PictureChoices = Omit<Extract<ImportSetupInput, { kind: 'images' }>, 'kind' | 'file'>;

const usualSide = 28;

/** One import by the page, from choosing files until the dataset is there. */
export class Importing {
  readonly #session: Session;
  readonly #tasks = `page-${crypto.randomUUID()}`;
  #phase: Phase = $state('choosing');
  #problem: { text: string; hint: string } | null = $state.raw(null);
  #recognised: Recognised | null = $state.raw(null);
  #inspection: ImportInspection | null = $state.raw(null);
  #roles: readonly Role[] = $state.raw([]);
  #sent = $state(0);
  #upload: string | null = null;
  #cancelling = new AbortController();
  /** Counts what was begun: an answer to what has been overtaken since is of no use. */
  #turn = $state(0);

  name = $state('');
  table: TableChoices = $state.raw({});
  pictures: PictureChoices = $state.raw({ size: [usualSide, usualSide], fit: 'pad', invert: false });
  testLast = $state(0);

  constructor(session: Session) {
    this.#session = session;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get problem(): { text: string; hint: string } | null {
    return this.#problem;
  }

  get inspection(): ImportInspection | null {
    return this.#inspection;
  }

  get roles(): readonly Role[] {
    return this.#roles;
  }

  /** The share of the files that has been handed over. */
  get sent(): number {
    return this.#sent;
  }

  /** The task whose progress is to be shown, as events name it. */
  get task(): string {
    return `import:${this.#taskName}`;
  }

  /** Why it cannot be imported as it is chosen. */
  get choiceProblem(): string | undefined {
    if (this.name.trim() === '') return 'Give the dataset a name.';
    return this.#inspection?.kind === 'table' ? rolesProblem(this.#roles) : undefined;
  }

  get #taskName(): string {
    return `${this.#tasks}-${this.#turn}`;
  }

  /** Takes files, and looks at them. */
  async take(files: readonly ChosenFile[]): Promise<void> {
    await this.reset();
    await this.#try('choosing', async (turn) => {
      const recognised = recognise(files);
      this.#recognised = recognised;
      this.name = recognised.name.slice(0, 200);
      this.#phase = 'sending';
      const { upload } = await this.#session.ask('imports.upload', {});
      if (turn !== this.#turn) return void this.#discard(upload);
      this.#upload = upload;
      const write = (pieces: Parameters<Parameters<typeof handOver>[1]>[0]) =>
        this.#session.ask('imports.write', { upload, pieces });
      await handOver(recognised.files, write, (done) => (this.#sent = done), this.#cancelling.signal);
      await this.#look(turn);
    });
  }

  /** Looks again, after a choice that changes what the preview shows. */
  async look(): Promise<void> {
    this.#stop();
    await this.#try('ready', (turn) => this.#look(turn));
  }

  setRole(column: number, role: Role): void {
    this.#roles = withRole(this.#roles, column, role);
  }

  /** The dataset, and whether it is new; undefined when there is none, for the reason that `problem` tells. */
  async import(): Promise<{ dataset: Dataset; isNew: boolean; dropped: number } | undefined> {
    this.#stop();
    return this.#try('ready', async () => {
      this.#phase = 'importing';
      const imported = await this.#session.ask('imports.import', {
        task: this.#taskName,
        setup: this.#setup(true),
        name: this.name.trim(),
      });
      await this.reset();
      return imported;
    });
  }

  /** Stops what is going on, and goes back to what was there before it. */
  cancel(): void {
    const back = this.#inspection === null ? 'choosing' : 'ready';
    this.#stop();
    this.#phase = back;
  }

  /** Forgets everything, in the engine too. */
  async reset(): Promise<void> {
    this.#stop();
    const upload = this.#upload;
    this.#upload = null;
    this.#phase = 'choosing';
    this.#problem = null;
    this.#recognised = null;
    this.#inspection = null;
    this.#sent = 0;
    this.table = {};
    this.testLast = 0;
    if (upload !== null) await this.#discard(upload);
  }

  async #look(turn: number): Promise<void> {
    this.#phase = 'looking';
    const inspection = await this.#session.ask('imports.inspect', { task: this.#taskName, setup: this.#setup(false) });
    if (turn !== this.#turn) return;
    const before = this.#inspection;
    this.#inspection = inspection;
    if (inspection.kind === 'table' && !hasSameColumns(before, inspection)) {
      this.#roles = proposedRoles(inspection.columns, inspection.proposedLabel);
    }
    this.#phase = 'ready';
  }

  #setup(whole: boolean): ImportSetupInput {
    const recognised = this.#recognised!;
    const upload = this.#upload!;
    const at = (file: string) => ({ upload, file });
    switch (recognised.kind) {
      case 'idx': {
        const { images, labels, test } = recognised;
        return {
          kind: 'idx',
          images: at(images),
          labels: at(labels),
          test: test === null ? undefined : { images: at(test.images), labels: at(test.labels) },
          testLast: whole ? this.testLast : undefined,
        };
      }
      case 'images':
        return { kind: 'images', file: at(recognised.file), ...this.pictures };
      case 'table':
        return { kind: 'table', file: at(recognised.file), ...this.table, ...(whole ? this.#columnChoices() : {}) };
    }
  }

  #columnChoices() {
    if (this.#inspection?.kind !== 'table') return {};
    return { ...choicesOf(this.#inspection.columns, this.#roles), testLast: this.testLast };
  }

  /** Does some work; what goes wrong is told, and the phase is then `otherwise`. */
  async #try<Result>(otherwise: Phase, work: (turn: number) => Promise<Result>): Promise<Result | undefined> {
    const turn = ++this.#turn;
    this.#problem = null;
    this.#cancelling = new AbortController();
    try {
      return await work(turn);
    } catch (error) {
      if (turn !== this.#turn || (error instanceof LaminaError && error.code === 'cancelled')) return undefined;
      this.#problem = describeError(error);
      this.#phase = this.#inspection === null ? 'choosing' : otherwise;
      return undefined;
    }
  }

  /** Ends what is going on, which then changes nothing any more. */
  #stop(): void {
    this.#cancelling.abort(new LaminaError('cancelled', 'The import was cancelled.'));
    if (this.#phase === 'looking' || this.#phase === 'importing') {
      this.#session.ask('imports.cancel', { task: this.#taskName }).catch(() => undefined);
    }
    this.#turn++;
  }

  async #discard(upload: string): Promise<void> {
    // An engine that has ended has nothing to let go of.
    await this.#session.ask('imports.discard', { upload }).catch(() => undefined);
  }
}

function hasSameColumns(
  before: ImportInspection | null,
  { columns }: { columns: readonly { name: string }[] },
): boolean {
  if (before?.kind !== 'table' || before.columns.length !== columns.length) return false;
  return before.columns.every(({ name }, index) => name === columns[index].name);
}
