import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWindowState, restoredWindow, writeWindowState } from '#main/electron/windowState.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const left = { x: -1280, y: 0, width: 1280, height: 1024 };
const displays = [main, left];

describe('a restored window', () => {
  it('stands where it stood', () => {
    const stored = { x: 100, y: 90, width: 1200, height: 800, maximised: false };
    expect(restoredWindow(stored, displays)).toEqual(stored);
    const onTheLeft = { x: -1200, y: 10, width: 1000, height: 700, maximised: true };
    expect(restoredWindow(onTheLeft, displays)).toEqual(onTheLeft);
  });

  it('has the usual size the first time, and no place of its own', () => {
    expect(restoredWindow(null, displays)).toEqual({ width: 1280, height: 840, maximised: false });
  });

  it('has the usual size, cut to the display, when the display is small', () => {
    expect(restoredWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({
      width: 1024,
      height: 600,
      maximised: false,
    });
  });

  it.each([
    [{}],
    ['window'],
    [[1, 2, 3, 4]],
    [{ x: 0, y: 0, width: 0, height: 800, maximised: false }],
    [{ x: 0, y: 0, width: -5, height: 800, maximised: false }],
    [{ x: NaN, y: 0, width: 900, height: 800, maximised: false }],
    [{ x: '0', y: 0, width: 900, height: 800, maximised: false }],
    [{ x: 0.5, y: 0, width: 900, height: 800, maximised: false }],
    [{ x: 0, y: 0, width: 900, height: 800 }],
  ])('ignores what cannot have been a window: %j', (stored) => {
    expect(restoredWindow(stored, displays)).toEqual({ width: 1280, height: 840, maximised: false });
  });

  it('is moved wholly onto its display', () => {
    const stored = { x: 1500, y: 900, width: 1000, height: 700, maximised: false };
    expect(restoredWindow(stored, displays)).toEqual({ ...stored, x: 920, y: 380 });
    expect(restoredWindow({ ...stored, y: 10 }, displays)).toEqual({ ...stored, x: 920, y: 25 });
  });

  it('is cut to its display', () => {
    const stored = { x: -1280, y: 0, width: 5000, height: 5000, maximised: false };
    expect(restoredWindow(stored, [left])).toEqual({ ...left, maximised: false });
  });

  it('is never smaller than can be used', () => {
    const stored = { x: 10, y: 30, width: 10, height: 10, maximised: false };
    expect(restoredWindow(stored, displays)).toEqual({ x: 10, y: 30, width: 720, height: 540, maximised: false });
  });

  it('is placed by the system when its display is gone, with its size', () => {
    const stored = { x: -1200, y: 10, width: 1000, height: 700, maximised: true };
    expect(restoredWindow(stored, [main])).toEqual({ width: 1000, height: 700, maximised: true });
  });

  it('is placed by the system when its title bar could not be reached', () => {
    const above = { x: 100, y: -600, width: 1000, height: 700, maximised: false };
    expect(restoredWindow(above, [main])).toEqual({ width: 1000, height: 700, maximised: false });
  });
});

describe('the window state file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lamina-window-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps a state', () => {
    const state = { x: 1, y: 2, width: 800, height: 600, maximised: true };
    writeWindowState(join(folder, 'window.json'), state);
    expect(readWindowState(join(folder, 'window.json'))).toEqual(state);
  });

  it('is as good as none when it is missing, damaged or cannot be written', () => {
    writeFileSync(join(folder, 'damaged.json'), '{"x":');
    expect(readWindowState(join(folder, 'damaged.json'))).toBeNull();
    expect(readWindowState(join(folder, 'missing.json'))).toBeNull();
    const state = { x: 1, y: 2, width: 800, height: 600, maximised: true };
    expect(() => writeWindowState(join(folder, 'no', 'such', 'folder.json'), state)).not.toThrow();
  });
});
