import { describe, expect, it } from 'vitest';
import type { ChosenFile } from '#renderer/views/data/import/chosenFiles.ts';
import { recognise } from '#renderer/views/data/import/recognise.ts';

const chosen = (...paths: string[]): ChosenFile[] => paths.map((path) => ({ path, file: new File(['x'], path) }));
const paths = ({ files }: { files: ChosenFile[] }) => files.map(({ path }) => path);

describe('chosen files are recognised', () => {
  it('as a table', () => {
    expect(recognise(chosen('iris.csv'))).toMatchObject({ kind: 'table', file: 'iris.csv', name: 'iris' });
    expect(recognise(chosen('data'))).toMatchObject({ kind: 'table', name: 'data' });
  });

  it('as a .zip', () => {
    expect(recognise(chosen('pets.ZIP'))).toMatchObject({ kind: 'images', file: 'pets.ZIP', name: 'pets' });
  });

  it('as a folder of pictures, of which other files are left out', () => {
    const found = recognise(chosen('pets/cats/1.png', 'pets/dogs/2.JPEG', 'pets/notes.txt'));
    expect(found).toMatchObject({ kind: 'images', file: 'pets', name: 'pets' });
    expect(paths(found)).toEqual(['pets/cats/1.png', 'pets/dogs/2.JPEG']);
  });

  it('as folders of classes that were dropped together', () => {
    const found = recognise(chosen('cats/1.png', 'dogs/2.png'));
    expect(found).toMatchObject({ kind: 'images', file: 'pictures' });
    expect(paths(found)).toEqual(['pictures/cats/1.png', 'pictures/dogs/2.png']);
  });

  it('as IDX files in any order, with a test part or without', () => {
    const train = ['train-labels-idx1-ubyte.gz', 'train-images-idx3-ubyte.gz'];
    const pair = { images: train[1], labels: train[0] };
    expect(recognise(chosen(...train))).toMatchObject({ kind: 'idx', ...pair, test: null });
    const test = { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' };
    expect(recognise(chosen(test.labels, ...train, test.images))).toMatchObject({ ...pair, test });
    expect(recognise(chosen(test.labels, test.images))).toMatchObject({ ...test, test: null });
  });

  it('with names that every file system takes', () => {
    expect(paths(recognise(chosen('a: b?.csv')))).toEqual(['a_ b_.csv']);
  });
});

describe('what cannot be imported is refused', () => {
  it.each([
    [[], 'No files were chosen, or the folder is empty.'],
    [['a.csv', 'b.csv'], 'These 2 files cannot be imported together.'],
    [['notes/a.txt'], 'notes has no PNG or JPEG pictures in it.'],
    [['train-images-idx3-ubyte'], 'A file of pictures and the file of their labels belong together.'],
    [['a-images', 'b-images', 'a-labels'], 'A file of pictures and the file of their labels belong together.'],
  ])('%j', (names, message) => {
    expect(() => recognise(chosen(...names))).toThrow(message);
  });
});
