import { expect, it } from 'vitest';
import { contentTypeOf } from '#main/host/contentTypes.ts';

it.each([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.node', null],
  ['', null],
  ['constructor', null],
])('a file that ends in %j is of type %j', (ending, type) => {
  expect(contentTypeOf(ending)).toBe(type);
});
