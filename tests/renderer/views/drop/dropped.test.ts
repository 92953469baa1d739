import { expect, it } from 'vitest';
import { recogniseDropped } from '#renderer/views/drop/dropped.ts';

const named = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path) }));

it('takes a design for a design, and data for data', () => {
  expect(recogniseDropped(named('a.design.json')).kind).toBe('design');
  expect(recogniseDropped(named('a.JSON')).kind).toBe('design');
  for (const data of [['a.csv'], ['pets.zip'], ['pets/cat/1.png', 'pets/notes.json'], ['t-images-idx3-ubyte', 'l.gz']])
    expect(recogniseDropped(named(...data)).kind).toBe('data');
});

it('says of anything else what can be dropped', () => {
  const hint = expect.stringContaining('a table (CSV or TSV)') as string;
  const refused = (...paths: string[]) => expect(() => recogniseDropped(named(...paths)));
  refused('song.mp3').toThrow(expect.objectContaining({ message: 'song.mp3 is nothing that Lamina reads.', hint }));
  refused('a.json', 'b.json').toThrow('A design’s file is opened alone, and 2 files were dropped.');
  refused('a.json', 'b.csv').toThrow('A design’s file is opened alone, and 2 files were dropped.');
  refused().toThrow('Nothing that was dropped is a file.');
});
