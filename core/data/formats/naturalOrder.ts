/** A run of digits, or of anything else. */
const runs = /\d+|\D+/g;
const digits = /^\d/;

const wholeNumber = /^[+-]?\d+(\.\d+)?$/;

/**
 * Orders names as people do: "2" before "10", "picture 9" before "picture 10". Names that are numbers come first, by
 * value; in the others runs of digits are compared by value, and all else by its characters' codes, so that the order
 * is the same on every machine, in every language. Only equal names are equal: "1" comes before "01".
 */
export function naturalOrder(a: string, b: string): number {
  const numbers = [a, b].map((name) => wholeNumber.test(name));
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return (numbers[0] ? Number(a) - Number(b) : compareParts(a, b)) || a.length - b.length || byCode(a, b);
}

function compareParts(a: string, b: string): number {
  const left = a.match(runs) ?? [];
  const right = b.match(runs) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareRuns(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareRuns(a: string, b: string): number {
  if (!digits.test(a) || !digits.test(b)) return byCode(a, b);
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || byCode(left, right);
}

function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
