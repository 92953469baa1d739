import { expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Download } from '#core/contract/download.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { digits } from './examples.ts';
import { lamina, type Handlers } from './fakeEngine.ts';

const mnist: Download = {
  name: 'mnist',
  title: 'MNIST',
  about: 'Digits.',
  licence: 'CC BY-SA 3.0',
  bytes: 11_594_722,
  bytesHere: 0,
  dataset: null,
};
const fashion: Download = { ...mnist, name: 'fashion-mnist', title: 'Fashion-MNIST', licence: 'MIT', bytesHere: 5000 };
const made: Dataset = { ...digits, id: 'd1', name: 'MNIST', licence: 'CC BY-SA 3.0' };

const engine: Handlers = {
  'downloads.list': () => [mnist, fashion],
  'downloads.start': () => made,
};

it('lists what there is, with licence, size and what is here', async () => {
  const { out, asked } = await lamina('download', engine);
  expect(out).toEqual([
    'name           dataset           size  licence       state',
    'mnist          MNIST          11.6 MB  CC BY-SA 3.0',
    'fashion-mnist  Fashion-MNIST  11.6 MB  MIT           5.0 kB of 11.6 MB are here',
  ]);
  expect(asked).toEqual(['downloads.list']);
  expect((await lamina('download --json', engine)).json).toEqual([mnist, fashion]);
});

it('prints the id of what it has downloaded, and tells the rest beside it', async () => {
  const { code, out, err } = await lamina('download mnist', engine);
  expect({ code, out }).toEqual({ code: 0, out: ['d1'] });
  expect(err.join(' ')).toMatch(/^Downloaded "MNIST": .* Licence: CC BY-SA 3\.0\.$/);
  expect((await lamina('download mnist --json', engine)).json).toEqual([made]);
});

it('says that it was here already', async () => {
  const here = { ...engine, 'downloads.list': () => [{ ...mnist, dataset: 'd1' }] };
  expect((await lamina('download mnist', here)).err.join(' ')).toMatch(/^Here already is "MNIST"/);
});

it('hands on the mirror', async () => {
  let mirror: string | undefined;
  await lamina('download mnist --mirror http://school.example/data', {
    ...engine,
    'downloads.start': (input) => {
      mirror = input.mirror;
      return made;
    },
  });
  expect(mirror).toBe('http://school.example/data');
});

it('keeps what has come when it is stopped, and says how to go on', async () => {
  let press: () => void = () => undefined;
  const { code, out, err, asked } = await lamina(
    'download mnist',
    {
      ...engine,
      'downloads.start': () => {
        press();
        throw new LaminaError('cancelled', 'The download was stopped.');
      },
      'downloads.cancel': () => mnist,
    },
    (listener) => (press = listener),
  );
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(err).toEqual(['The download was stopped. What has come so far is kept.', 'Go on with: lamina download mnist']);
  expect(asked).toContain('downloads.cancel');
});

it('tells what happened and what to do when nothing could be fetched', async () => {
  const { code, err } = await lamina('download mnist', {
    ...engine,
    'downloads.start': () => {
      throw new LaminaError('download', 'MNIST could not be downloaded.', 'Try again.');
    },
  });
  expect(code).toBe(1);
  expect(err).toEqual(['MNIST could not be downloaded.', 'Try again.']);
});
