import { expect, it } from 'vitest';
import { MirrorProblem, notDownloaded, unreachable } from '#main/engine/downloads/mirrorProblem.ts';

const withCode = (code: string) => Object.assign(new Error('something'), { code });
const offline = unreachable('one.example', withCode('ENOTFOUND'));

it('says that the computer may be offline when no mirror can be reached', () => {
  const { code, message, hint } = notDownloaded('MNIST', [
    offline,
    unreachable('two.example', withCode('ENETUNREACH')),
  ]);
  expect(code).toBe('download');
  expect(message).toBe(
    'MNIST could not be downloaded, because no mirror can be reached: the name one.example is not known here; ' +
      'two.example cannot be reached (ENETUNREACH). This computer may be offline.',
  );
  expect(hint).toBe(
    'Try again when the network is there: what has come so far is kept. Without a network, use the built-in digits, ' +
      'or bring the files in by hand: lamina import idx IMAGES LABELS --name MNIST.',
  );
});

it('says what each mirror did when one of them could be reached', () => {
  const problem = new MirrorProblem('unfit', 'two.example answers 404 for file.gz');
  expect(notDownloaded('MNIST', [offline, problem]).message).toBe(
    'MNIST could not be downloaded: the name one.example is not known here; two.example answers 404 for file.gz.',
  );
});
