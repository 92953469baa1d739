import { beforeEach, expect, it } from 'vitest';
import { Allowance } from '#main/engine/threads/allowance.ts';
import { controlWords } from '#main/engine/threads/protocol.ts';

let allowance: Allowance;
beforeEach(() => {
  allowance = new Allowance(new Int32Array(controlWords));
});

it('is spent until something is given', () => {
  expect([allowance.isSpent, allowance.next]).toEqual([true, null]);
  allowance.give('epoch');
  expect([allowance.isSpent, allowance.next]).toEqual([false, 'epoch']);
});

it('does batches before epochs, each as often as it was given', () => {
  for (const unit of ['epoch', 'batch', 'batch'] as const) allowance.give(unit);
  const done = [];
  for (let unit = allowance.next; unit; unit = allowance.next) {
    done.push(unit);
    allowance.spend(unit);
  }
  expect(done).toEqual(['batch', 'batch', 'epoch']);
});

it('owes nothing when what was under way has been withdrawn', () => {
  allowance.give('epoch');
  allowance.withdraw();
  allowance.spend('epoch');
  allowance.give('epoch');
  expect(allowance.next).toBe('epoch');
});
