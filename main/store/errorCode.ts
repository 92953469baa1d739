/** The code of a system's or SQLite's error, such as ENOENT; otherwise its text. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return String(error);
}
