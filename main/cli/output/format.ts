import type { Scores } from '#core/contract/run.ts';

/** As in "12,345". */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** "1 epoch", "2 epochs". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A share from 0 to 1, as in "97.35%". */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** What a task's scores say beside the loss, as in "97.35% right". */
export function scoreText({ accuracy, meanAbsoluteError, rSquared }: Scores): string {
  if (accuracy !== undefined) return `${percent(accuracy)} right`;
  if (meanAbsoluteError === undefined) return '–';
  const error = `off by ${shortNumber(meanAbsoluteError)} on average`;
  return rSquared === undefined ? error : `${error}, R² ${shortNumber(rSquared)}`;
}

/** The same in a column: "97.35%", or "± 0.1234". */
export function shortScore({ accuracy, meanAbsoluteError }: Scores): string {
  if (accuracy !== undefined) return percent(accuracy);
  return meanAbsoluteError === undefined ? '–' : `± ${shortNumber(meanAbsoluteError)}`;
}

/** A loss or an output, with four digits that tell. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 1000 || (value !== 0 && Math.abs(value) < 0.001)
    ? value.toExponential(3)
    : value.toFixed(4);
}

/** As in "0.8 s", "42 s", "3 min 05 s", "2 h 07 min". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A moment by the clock on the wall, as in "2026-03-01 14:05". */
export function moment(milliseconds: number): string {
  const date = new Date(milliseconds);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  return `${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** As in "512 bytes", "1.5 kB", "12.3 MB". */
export function bytes(value: number): string {
  if (value < 1000) return counted(value, 'byte');
  if (value < 999_950) return `${(value / 1000).toFixed(1)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
