import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';

/** What is asked before Lamina is left while a run is trained. */
export const closingQuestion = {
  type: 'question',
  message: 'A run is being trained.',
  detail:
    'In the background it goes on without a window; start Lamina again to see it. ' +
    'Stopped, it is kept at a checkpoint, from which it can be resumed.',
  buttons: ['Go On in the Background', 'Stop and Quit', 'Cancel'],
  defaultId: 0,
  cancelId: 2,
  checkboxLabel: 'Quit when the training has ended',
  checkboxChecked: true,
} satisfies MessageBoxOptions;

/** What can be done about the application; nothing is decided there. */
interface ClosingActions {
  ask(question: typeof closingQuestion): Promise<Pick<MessageBoxReturnValue, 'response' | 'checkboxChecked'>>;
  /** Closes the window without asking again. */
  closeWindow(): void;
  quit(): void;
}

/** Decides what becomes of the application when its window is closed, or it is told to quit, while a run is trained. */
export class Closing {
  readonly #actions: ClosingActions;
  #isTraining = false;
  #isAsking = false;
  #isQuitting = false;
  /** It goes on without a window, for as long as this says. */
  #background: 'until-done' | 'until-quit' | null = null;

  constructor(actions: ClosingActions) {
    this.#actions = actions;
  }

  /** Whether to stay although no window is left. */
  get staysWithoutWindow(): boolean {
    return this.#background !== null;
  }

  /** Whether the window may be closed, or the application be quit, right now; if not, the user is asked. */
  mayLeave(): boolean {
    if (this.#isQuitting || !this.#isTraining) return true;
    if (!this.#isAsking) void this.#ask();
    return false;
  }

  /** The user has been asked already, or cannot be: the computer is shut down. */
  leaveUnasked(): void {
    this.#isQuitting = true;
  }

  windowOpened(): void {
    this.#background = null;
  }

  /** The engine has begun to train, or has nothing to train any more. */
  trains(isTraining: boolean): void {
    this.#isTraining = isTraining;
    if (!isTraining && this.#background === 'until-done') this.#actions.quit();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    const { response, checkboxChecked } = await this.#actions.ask(closingQuestion);
    this.#isAsking = false;
    if (response === 0) this.#goOn(checkboxChecked);
    else if (response === 1) {
      this.leaveUnasked();
      this.#actions.quit();
    }
  }

  /** What was trained may have ended while the user was thinking. */
  #goOn(untilDone: boolean): void {
    if (untilDone && !this.#isTraining) return this.#actions.quit();
    this.#background = untilDone ? 'until-done' : 'until-quit';
    this.#actions.closeWindow();
  }
}
