import { expect, it } from 'vitest';
import { findJsonFault } from '#core/contract/jsonFault.ts';
import { Random } from '#core/tensor/random.ts';

it.each([
  ['{"a": 1,}', 1, 9],
  ['[1, 2', 1, 6],
  ['{\n  "a": tru\n}', 2, 8],
  ['{"a" 1}', 1, 6],
  ['[1 2]', 1, 4],
  ['{"a": 1]', 1, 8],
  ['"open', 1, 1],
  ['[01]', 1, 3],
  ["{'a': 1}", 1, 2],
  ['{} {}', 1, 4],
  ['\r\n\r\n}', 3, 1],
  ['', 1, 1],
])('finds the fault in %j', (text, line, column) => {
  expect(findJsonFault(text)).toEqual({ line, column });
});

it('finds none in what is JSON, and one in what is not', () => {
  const random = new Random(3, 'json');
  const whole = '{"a": [1, -2.5e+3, "x\\n\\u00e9", {}, []], "b": {"c": null, "": true}, "d": "{[,:é"}';
  const letters = '{}[],:"\\ 0-1.eEu\n\ttrue\u0001\u007f';
  let faults = 0;
  for (let trial = 0; trial < 3000; trial++) {
    const at = random.below(whole.length);
    const removed = random.below(3);
    const added = letters[random.below(letters.length)].repeat(random.below(2));
    const text = whole.slice(0, at) + added + whole.slice(at + removed);
    const isJson = parses(text);
    if (!isJson) faults++;
    expect([text, findJsonFault(text) === null]).toEqual([text, isJson]);
  }
  expect(faults).toBeGreaterThan(500);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
