/** Numbers and times as people read them, in British English. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** 101770 → "101,770". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "1 run", "12 runs". */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A share from 0 to 1 → "97.3%"; 100% only when it is all, 0% only when it is nothing. */
export function formatPercent(share: number, digits = 1): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  const nearest = 10 ** -digits;
  if (share > 0 && percent < nearest / 2) return `<${nearest.toFixed(digits)}%`;
  if (share < 1 && percent > 100 - nearest / 2) return `>${(100 - nearest).toFixed(digits)}%`;
  return `${percent.toFixed(digits)}%`;
}

/** A loss or another plain value, with four figures that mean something. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100_000)) return value.toExponential(2).replace('-', '−');
  return value.toPrecision(4).replace('-', '−');
}

/** Seconds → "0.8 s", "42 s", "3 min 5 s", "2 h 10 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return withRest(`${minutes} min`, total % 60, 's');
  const allMinutes = Math.round(total / 60);
  return withRest(`${formatCount(Math.floor(allMinutes / 60))} h`, allMinutes % 60, 'min');
}

/** Time left, in whole units, so that it does not flicker. */
export function formatTimeLeft(seconds: number | null): string {
  if (seconds === null) return 'estimating time left';
  if (seconds < 1) return 'almost done';
  return `${formatDuration(seconds < 10 ? Math.ceil(seconds) : seconds).replace('.0 s', ' s')} left`;
}

/** Milliseconds since 1970 → "23 Nov 2026, 21:30". */
export function formatMoment(milliseconds: number): string {
  return moment.format(milliseconds);
}

/** 12345678 → "12.3 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power - 1]}`;
}

function withRest(main: string, rest: number, unit: string): string {
  return rest === 0 ? main : `${main} ${rest} ${unit}`;
}
