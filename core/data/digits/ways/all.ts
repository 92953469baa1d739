import { zero } from './zero.ts';
import { one } from './one.ts';
import { two } from './two.ts';
import { three } from './three.ts';
import { four } from './four.ts';
import { five } from './five.ts';
import { six } from './six.ts';
import { seven } from './seven.ts';
import { eight } from './eight.ts';
import { nine } from './nine.ts';
import type { WayText } from './wayText.ts';

/** The ways of each digit, 0 to 9. */
export const waysOfWriting: readonly (readonly WayText[])[] = [
  zero,
  one,
  two,
  three,
  four,
  five,
  six,
  seven,
  eight,
  nine,
];
