import { describe, expect, it } from 'vitest';
import { Designer } from '#renderer/views/workbench/design/designer.svelte.ts';
import { firstDraft, type Draft } from '#renderer/views/workbench/draft.ts';

/** A draft and the fields of the edits made to it; a null is a step of its own, and so is what follows a "settled". */
class Holder {
  draft: Draft = {
    ...firstDraft,
    hidden: [30, 20, 10].map((units, key) => ({ key, units, activation: 'relu' as const })),
  };
  readonly edits: (string | null)[] = [];

  edit(draft: Draft, field: string | null = null): void {
    this.draft = draft;
    this.edits.push(field);
  }

  settle(): void {
    if (this.edits.at(-1) !== 'settled') this.edits.push('settled');
  }

  get units(): number[] {
    return this.draft.hidden.map((layer) => layer.units);
  }
}

function start(holder = new Holder()) {
  return { holder, designer: new Designer(holder) };
}

describe('the selected layer', () => {
  it('is the first hidden one at first, and stays within the network', () => {
    const { designer } = start();
    expect(designer.column).toBe(1);
    designer.select(-1);
    expect(designer.column).toBe(0);
    designer.select(99);
    expect(designer.column).toBe(4);
  });

  it('goes along when it is moved, also by an undo', () => {
    const { designer, holder } = start();
    const before = holder.draft;
    designer.move(1, 3);
    expect(holder.units).toEqual([20, 10, 30]);
    expect(designer.column).toBe(3);
    holder.draft = before;
    expect(start(holder).designer.column).toBe(1);
  });

  it('is the new one after adding and duplicating, and the next one after removing', () => {
    const { designer, holder } = start();
    designer.addBehind(0);
    expect([designer.column, holder.units]).toEqual([1, [30, 30, 20, 10]]);
    designer.duplicate(3);
    expect([designer.column, holder.units]).toEqual([4, [30, 30, 20, 20, 10]]);
    designer.remove(4);
    expect([designer.column, holder.units]).toEqual([4, [30, 30, 20, 10]]);
    designer.remove(4);
    expect([designer.column, holder.units]).toEqual([3, [30, 30, 20]]);
    expect(designer.said).toBe('Removed hidden layer 4.');
  });

  it('is the output when no hidden layer is left', () => {
    const { designer, holder } = start();
    for (let column = 3; column > 0; column--) designer.remove(column);
    expect([designer.column, designer.nameOf(designer.column), holder.units]).toEqual([1, 'the output', []]);
    designer.addBehind(0);
    expect([designer.column, holder.units]).toEqual([1, [128]]);
  });
});

it('resizing one layer again and again is one step, until another one is selected', () => {
  const { designer, holder } = start();
  designer.resize(1, 31);
  designer.resize(1, 32);
  expect(holder.edits).toEqual(['units 0', 'units 0']);
  designer.select(2);
  designer.resize(2, 0);
  designer.resize(2, 1);
  expect(holder.edits).toEqual(['units 0', 'units 0', 'settled', 'units 1']);
  designer.resize(3, 1e9);
  expect(holder.units).toEqual([32, 1, 65_536]);
});

it('leaves the input and the output where and as they are', () => {
  const { designer, holder } = start();
  for (const column of [0, designer.outputColumn]) {
    designer.remove(column);
    designer.duplicate(column);
    designer.resize(column, 5);
    designer.move(column, 1);
  }
  designer.move(1, 0);
  designer.move(3, 4);
  designer.addBehind(designer.outputColumn);
  expect(holder.edits).toEqual([]);
});

it('the output’s units are the data’s again when they are given up', () => {
  const { designer, holder } = start();
  designer.resizeOutput(7);
  expect(holder.draft.output).toEqual({ activation: 'softmax', units: 7 });
  designer.resizeOutput(undefined);
  expect(holder.draft.output).toEqual({ activation: 'softmax' });
});

it('has no more layers than are allowed', () => {
  const holder = new Holder();
  holder.draft = {
    ...holder.draft,
    hidden: Array.from({ length: 99 }, (_, key) => ({ key, units: 1, activation: 'relu' as const })),
  };
  const { designer } = start(holder);
  designer.addBehind(1);
  designer.duplicate(1);
  expect([designer.canAdd, holder.edits]).toEqual([false, []]);
});
