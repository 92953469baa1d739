/** How numbers are written, everywhere alike. What is missing is a dash. */

export const missing = '–';

const counts = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** A mean loss: four decimals, or four digits where these would say nothing. */
export function formatLoss(loss: number | null | undefined): string {
  if (loss === null || loss === undefined) return missing;
  if (!Number.isFinite(loss)) return Number.isNaN(loss) ? 'not a number' : '∞';
  const size = Math.abs(loss);
  if (size >= 1000 || (size > 0 && size < 0.001)) return loss.toExponential(3);
  return loss.toFixed(4);
}

/** A share of 1, in percent with two decimals. */
export function formatAccuracy(share: number | null | undefined): string {
  if (share === null || share === undefined) return missing;
  return Number.isFinite(share) ? `${(100 * share).toFixed(2)}%` : 'not a number';
}

/** For the ticks of an axis: no more digits than are needed. */
export function formatTick(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0) : String(Number(value.toPrecision(3)));
}

/** The same for shares. */
export function formatShareTick(share: number): string {
  return `${Number((100 * share).toPrecision(4))}%`;
}

export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined || !Number.isFinite(count) ? missing : counts.format(count);
}

/** Whole seconds, as in "8 s", "2 min 05 s" or "1 h 12 min". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return missing;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toPrecision(3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toPrecision(3)} MB`;
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}

/** A moment in milliseconds since 1970, in local time. */
export function formatDate(moment: number | null | undefined): string {
  return moment === null || moment === undefined ? missing : dates.format(moment);
}
