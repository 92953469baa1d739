import { SingleBar } from 'cli-progress';

/** How far something long has come, on one line that is drawn over and over. */
export interface Progress {
  /** `done` from 0 to 1. */
  show(done: number, text: string): void;
  /** Takes the line away, so that other lines can be written. The next `show` brings it back. */
  hide(): void;
}

export const noProgress: Progress = { show: () => undefined, hide: () => undefined };

/** A bar on a terminal. */
export function progressBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}%  {text}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    fps: 10,
    hideCursor: true,
    clearOnComplete: true,
    // The program itself decides what Ctrl+C does.
    gracefulExit: false,
  });
  return {
    show(done, text) {
      if (bar.isActive) bar.update(done, { text });
      else bar.start(1, done, { text });
    },
    hide() {
      if (bar.isActive) bar.stop();
    },
  };
}
