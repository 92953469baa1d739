/** What the program says to whoever started it. */
export const succeeded = 0;
export const failed = 1;
export const usedWrongly = 2;
export type ExitCode = typeof succeeded | typeof failed | typeof usedWrongly;
