import { describe, expect, it } from 'vitest';
import { askedWorkspace } from '#main/electron/arguments.ts';

describe('the arguments', () => {
  it('may name a workspace, in either form, among others', () => {
    expect(askedWorkspace(['--workspace', '/data/lamina'])).toBe('/data/lamina');
    expect(askedWorkspace(['--inspect=0', '--remote-debugging-port=0', '.', '--workspace=/data/a b'])).toBe(
      '/data/a b',
    );
  });

  it('need not', () => {
    expect(askedWorkspace([])).toBeUndefined();
    expect(askedWorkspace(['.', '--no-sandbox'])).toBeUndefined();
  });

  it('are refused when the folder is left out', () => {
    expect(() => askedWorkspace(['--workspace'])).toThrow('--workspace needs a folder.');
    expect(() => askedWorkspace(['--workspace='])).toThrow('--workspace needs a folder.');
  });
});
