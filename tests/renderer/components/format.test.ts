import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatPercent,
  formatTimeLeft,
  formatValue,
} from '#renderer/components/format.ts';

describe('formats', () => {
  it('counts', () => {
    expect(formatCount(101_770)).toBe('101,770');
    expect(formatCounted(1, 'run')).toBe('1 run');
    expect(formatCounted(0, 'class', 'classes')).toBe('0 classes');
  });

  it.each([
    [0.9734, '97.3%'],
    [1, '100.0%'],
    [0.99999, '>99.9%'],
    [0.00001, '<0.1%'],
    [0, '0.0%'],
    [NaN, '–'],
  ])('the share %d as %s, never as all or nothing unless it is', (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });

  it.each([
    [0.0385, '0.03850'],
    [2.302585, '2.303'],
    [0.00012, '1.20e−4'],
    [-3, '−3.000'],
    [0, '0.000'],
    [Infinity, '∞'],
    [NaN, 'not a number'],
  ])('the value %d as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it.each([
    [0.84, '0.8 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [7800, '2 h 10 min'],
    [3599.9, '1 h'],
  ])('%d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [null, 'estimating time left'],
    [0.4, 'almost done'],
    [3.2, '4 s left'],
    [95, '1 min 35 s left'],
  ])('time left of %d seconds as %s', (seconds, text) => {
    expect(formatTimeLeft(seconds)).toBe(text);
  });

  it.each([
    [999, '999 bytes'],
    [47_100_000, '47.1 MB'],
    [1_234, '1.23 kB'],
  ])('%d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
