import { describe, expect, it } from 'vitest';
import { bytes, counted, duration, moment, percent, shortNumber } from '#main/cli/output/format.ts';
import { styleFor } from '#main/cli/output/style.ts';
import { printable, shortened, table } from '#main/cli/output/table.ts';

describe('numbers and names for people', () => {
  it('are short and say their unit', () => {
    expect(percent(0.97351)).toBe('97.35%');
    expect([0.12345, 0, 12345.6, 1e-5, Infinity, NaN].map(shortNumber)).toEqual([
      '0.1235',
      '0.0000',
      '1.235e+4',
      '1.000e-5',
      'Infinity',
      'NaN',
    ]);
    expect([0.04, 9.94, 9.96, 59.4, 59.6, 185, 3599.9, 7620].map(duration)).toEqual([
      '0.0 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 07 min',
    ]);
    expect([0, 1, 999, 1000, 999_949, 999_950].map(bytes)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '999.9 kB',
      '1.0 MB',
    ]);
    expect([counted(1, 'epoch'), counted(1234, 'epoch')]).toEqual(['1 epoch', '1,234 epochs']);
    expect(moment(new Date(2026, 2, 1, 14, 5).getTime())).toBe('2026-03-01 14:05');
    expect([shortened('abcd', 4), shortened('abcde', 4)]).toEqual(['abcd', 'abc…']);
  });

  it('never carry control characters', () => {
    expect(printable('a\u001b[2Jb\tc\u0007')).toBe('ab c ');
  });
});

describe('table', () => {
  it('sets words to the left and numbers to the right', () => {
    expect(
      table(
        [{ title: 'name' }, { title: 'n', right: true }],
        [
          ['é', '1'],
          ['longer', '10'],
        ],
      ),
    ).toEqual(['name     n', 'é        1', 'longer  10']);
  });
});

describe('styleFor', () => {
  it('colours a terminal only, and not when told not to', () => {
    expect(styleFor(true, undefined).bad('x')).toBe('\u001b[31mx\u001b[39m');
    expect(styleFor(true, '1').bad('x')).toBe('x');
    expect(styleFor(false, undefined).bad('x')).toBe('x');
  });
});
