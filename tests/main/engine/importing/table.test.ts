import { appendFile, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFile } from '#main/engine/importing/source.ts';
import { inspectTable } from '#main/engine/importing/table/inspectTable.ts';
import { readTable } from '#main/engine/importing/table/readTable.ts';
import { Collected, importText, inspectText, never } from './collect.ts';

const flowers = 'length,colour,species\n1.5,red,rose\n2,blue,iris\n-3e1,red,iris\n';

describe('inspecting a table', () => {
  it('tells each column’s type, range and values, and proposes the label', async () => {
    const inspection = await inspectText(flowers);
    expect(inspection.layout).toEqual({ separator: ',', header: true, decimal: '.' });
    expect(inspection).toMatchObject({ rows: 3, proposedLabel: 'species' });
    expect(inspection.preview).toEqual([
      ['1.5', 'red', 'rose'],
      ['2', 'blue', 'iris'],
      ['-3e1', 'red', 'iris'],
    ]);
    const [length, colour] = inspection.columns;
    expect(length).toMatchObject({ name: 'length', type: 'number', range: [-30, 2], mean: -26.5 / 3, missing: 0 });
    expect(colour).toMatchObject({
      name: 'colour',
      type: 'category',
      range: null,
      values: [
        { value: 'blue', count: 1 },
        { value: 'red', count: 2 },
      ],
    });
  });

  it.each<[of: string, text: string, label: string | null]>([
    ['classes beside a measured "y"', 'x,y,class\n0.1,0.2,a\n0.3,0.4,b\n', 'class'],
    ['a label beside a "y" of whole numbers', 'x,y,label\n1,2,a\n3,4,b\n', 'label'],
    ['a last column of classes beside a measured "y"', 'x,y,kind\n0.1,0.2,a\n0.3,0.4,b\n', 'kind'],
    ['classes named "y"', 'x,y,colour\n0.1,0,red\n0.3,1,blue\n', 'y'],
    ['nothing, where all is measured', 'x,y\n0.1,0.2\n0.3,0.4\n', null],
    ['nothing, where the label is always the same', 'x,y,label\n0.1,0.2,a\n0.3,0.4,a\n', null],
  ])('proposes as the label: %s', async (_, text, label) => {
    expect((await inspectText(text)).proposedLabel).toBe(label);
  });

  it.each<[name: string, text: string, separator: string]>([
    ['commas', 'a,b\n1,2\n', ','],
    ['semicolons', 'a;b\n1;2\n', ';'],
    ['tabs', 'a\tb\n1\t2\n', '\t'],
    ['bars', 'a|b\n1|2\n', '|'],
    ['semicolons between numbers with decimal commas', '1,5;2,5\n3,5;4,5\n', ';'],
    ['commas, with semicolons in some cells', 'a,b\n1,"x;y"\n2,z\n', ','],
    ['one column', 'a\n1\n2\n', ','],
    ['rows that are not even', 'a;b;c\n1;2\n', ';'],
  ])('finds the separator: %s', async (_, text, separator) => {
    const inspection = inspectText(text);
    if (text.startsWith('a;b;c')) await expect(inspection).rejects.toThrow('Row 2 of table.csv has 2 cells');
    else expect((await inspection).layout.separator).toBe(separator);
  });

  it.each<[name: string, text: string, header: boolean]>([
    ['words over numbers', 'a,b\n1,2\n', true],
    ['numbers alone', '1,2\n3,4\n', false],
    ['a word that comes again', 'red,big\nblue,small\nred,small\n', false],
    ['words that do not come again', 'colour,size\nred,big\nblue,small\n', true],
    ['the same word twice over numbers', 'a,a\n1,2\n', true],
    ['the same word twice over words', 'a,a\nb,c\n', false],
    ['a gap', 'a,\n1,2\n', false],
    ['one row alone', 'a,b\n', false],
  ])('finds whether there is a header: %s', async (_, text, header) => {
    expect((await inspectText(text)).layout.header).toBe(header);
  });

  it('takes what it is told of the layout', async () => {
    const inspection = await inspectText('1,5;2\n3,5;4\n', { separator: ',', header: true });
    expect(inspection.layout).toEqual({ separator: ',', header: true, decimal: '.' });
    expect(inspection.columns.map(({ name }) => name)).toEqual(['1', '5;2']);
  });

  it('names columns without a name or with a name that is taken', async () => {
    const { columns } = await inspectText('a,,a\n1,2,3\n', { header: true });
    expect(columns.map(({ name }) => name)).toEqual(['a', 'column 2', 'a (2)']);
  });

  it('calls text what has more than 256 different values that are not all numbers', async () => {
    const rows = Array.from({ length: 257 }, (_, i) => (i === 6 ? 'abc' : i));
    const { columns } = await inspectText(`n\n${rows.join('\n')}\n`, { header: true });
    expect(columns[0]).toMatchObject({ type: 'text', values: null, firstText: { row: 8, value: 'abc' } });
  });

  it('does not care how the text is cut into pieces', async () => {
    const cell = `"quoted, with ""quotes"" and\r\na new line, ${'é'.repeat(5000)}"`;
    const rows = Array.from({ length: 300 }, (_, i) => `${i},${i % 7 === 0 ? cell : 'plain'},${i % 2}`);
    const { columns, rows: count } = await inspectText(`\ufeffn,text,y\r\n${rows.join('\r\n')}\r\n\r\n\r\n`);
    expect(count).toBe(300);
    expect(columns[0]).toMatchObject({ name: 'n', type: 'number', range: [0, 299] });
    expect(columns[1].firstText).toMatchObject({ row: 2, value: expect.stringContaining('"quotes" and\na new line') });
  });
});

describe('reading a table', () => {
  it('keeps numbers, makes categories one-hot, and gives classes in natural order', async () => {
    const { table, sink } = await importText(flowers, { label: 'species' });
    expect(table).toEqual({
      kind: 'table',
      count: 3,
      dropped: 0,
      features: 3,
      columns: [
        { name: 'length', kind: 'number', feature: 0, categories: null, filling: -26.5 / 3 },
        { name: 'colour', kind: 'category', feature: 1, categories: ['blue', 'red'], filling: 1 },
      ],
      classes: ['iris', 'rose'],
      classCounts: [2, 1],
      targets: [],
    });
    expect(sink.floats('inputs')).toEqual([1.5, 0, 1, 2, 1, 0, -30, 0, 1]);
    expect([...sink.bytes('labels')]).toEqual([1, 0, 0]);
    expect(sink.parts.targets).toEqual([]);
    expect(sink.shares.at(-1)).toBe(1);
  });

  it('orders classes that are numbers by value', async () => {
    const { table } = await importText('x,y\n1,10\n2,9\n3,-2\n4,9\n', { label: 'y' });
    expect(table).toMatchObject({ classes: ['-2', '9', '10'], classCounts: [1, 2, 1] });
  });

  it('reads several targets, and only the features that are chosen', async () => {
    const { table, sink } = await importText('a,b,c,d\n1,2,3,4\n5,6,7,8\n', { features: ['d'], targets: ['b', 'a'] });
    expect(table).toMatchObject({ count: 2, features: 1, classes: [], classCounts: [], targets: ['b', 'a'] });
    expect(sink.floats('inputs')).toEqual([4, 8]);
    expect(sink.floats('targets')).toEqual([2, 1, 6, 5]);
  });

  it('reads decimal commas', async () => {
    const { inspection, sink } = await importText('a;y\n1,5;x\n-,25;z\n', { label: 'y' });
    expect(inspection.layout.decimal).toBe(',');
    expect(sink.floats('inputs')).toEqual([1.5, -0.25]);
  });

  it('reads a mark, quotes, blanks, \\r\\n and empty lines', async () => {
    const text = '\ufeff"a" ,"b, c",y\r\n 1 ,"say ""x""",p\r\n\r\n2,z,q\r\n\r\n';
    const { inspection, sink } = await importText(text, { label: 'y' });
    expect(inspection.columns.map(({ name }) => name)).toEqual(['a', 'b, c', 'y']);
    expect(inspection.columns[1].values?.map(({ value }) => value)).toEqual(['say "x"', 'z']);
    expect(sink.floats('inputs')).toEqual([1, 1, 0, 2, 0, 1]);
  });

  const gaps = 'a,c,y\n1,u,p\n,u,q\n4,N/A,q\n7,v,?\n10,u,p\n';

  it('leaves out rows without a value, if so chosen', async () => {
    const { table, sink } = await importText(gaps, { label: 'y', missing: 'drop-row', features: ['a'] });
    expect(table).toMatchObject({ count: 3, dropped: 2, classes: ['p', 'q'], classCounts: [2, 1] });
    expect(sink.floats('inputs')).toEqual([1, 4, 10]);
    expect([...sink.bytes('labels')]).toEqual([0, 1, 0]);
  });

  it('fills in the mean and the most frequent category, if so chosen, but never a label', async () => {
    const { table, sink } = await importText(gaps, { label: 'y', missing: 'fill' });
    expect(table).toMatchObject({ count: 4, dropped: 1, classCounts: [2, 2] });
    // The mean of 1, 4, 7 and 10 is 5.5; u is the most frequent category.
    expect(sink.floats('inputs')).toEqual([1, 1, 0, 5.5, 1, 0, 4, 1, 0, 10, 1, 0]);
  });

  it('hands on blocks of no more than a mebibyte', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},${i % 256},${i % 3}`);
    const categories = Array.from({ length: 40_000 }, (_, i) => `c${i % 20}`);
    const text = `n,m,y,c\n${rows.map((row, i) => `${row},${categories[i]}`).join('\n')}\n`;
    const { table, sink } = await importText(text, { label: 'y' });
    expect(table).toMatchObject({ count: 40_000, features: 22 });
    expect(Math.max(...sink.parts.inputs.map(({ length }) => length))).toBe(2 ** 20);
    const inputs = sink.floats('inputs');
    expect(inputs.length).toBe(22 * 40_000);
    const last = inputs.slice(-22);
    expect(last.slice(0, 2)).toEqual([39_999, 39_999 % 256]);
    // Natural order puts c19 last.
    expect(last.slice(2)).toEqual(Array.from({ length: 20 }, (_, i) => (i === 19 ? 1 : 0)));
  });
});

describe('a table that changes', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamina-table-'));
    path = join(folder, 'growing.csv');
    await writeFile(path, flowers);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is refused when it grows while it is read', async () => {
    const inspected = withFile(path, async (source) => {
      const inspection = await inspectTable(source, {}, () => undefined, never);
      await appendFile(path, '4,red,rose\n');
      return inspection;
    });
    await expect(inspected).rejects.toThrow('growing.csv changed while it was being read.');
  });

  it('is refused when other content takes its place between inspecting and reading', async () => {
    const inspect = () => withFile(path, (source) => inspectTable(source, {}, () => undefined, never));
    const inspection = await inspect();
    for (const changed of [flowers.replace('2,blue', '5,blue'), flowers.replace('blue', 'pink'), '1,2\n3,4\n']) {
      await writeFile(path, changed);
      const read = withFile(path, (source) =>
        readTable(source, inspection, { label: 'species', missing: 'refuse' }, new Collected()),
      );
      await expect(read).rejects.toThrow('growing.csv changed while it was being read.');
    }
  });

  it('is read when only its time changed between the two', async () => {
    const inspection = await withFile(path, (source) => inspectTable(source, {}, () => undefined, never));
    await utimes(path, 1, 1);
    const table = await withFile(path, (source) =>
      readTable(source, inspection, { label: 'species', missing: 'refuse' }, new Collected()),
    );
    expect(table.count).toBe(3);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},${i % 2}`).join('\n');
    await writeFile(path, rows);
    const shares: number[] = [];
    const inspected = withFile(path, (source) =>
      inspectTable(
        source,
        {},
        (done) => {
          shares.push(done);
          stop.abort();
        },
        stop.signal,
      ),
    );
    await expect(inspected).rejects.toThrow('aborted');
    expect(shares.length).toBe(1);
    expect(shares[0]).toBeLessThan(0.5);
  });
});
