/** What may stand next in a JSON text (RFC 8259). */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const space = /[ \t\n\r]*/y;
const token =
  /(?<string>"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/uy;

/**
 * Where a text stops being JSON, counted from 1; null where it is JSON throughout. The place is that of the first thing
 * that cannot stand there, or of the text's end. A host's own parser tells it for some faults only.
 */
export function findJsonFault(text: string): { line: number; column: number } | null {
  /** The closing bracket of everything that is open, the innermost last. */
  const open: ('}' | ']')[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    const next: Expected | null =
      found === null ? null : step(found[0], found.groups?.['string'] !== undefined, expected, open);
    if (next === null) return placeOf(text, at);
    expected = next;
    at = skipSpace(text, at + found![0].length);
  }
  return expected === 'nothing' ? null : placeOf(text, at);
}

/** What may come after a token, and null where the token itself may not come. */
function step(word: string, isString: boolean, expected: Expected, open: ('}' | ']')[]): Expected | null {
  const after: Expected = open.length > 0 ? ', or end' : 'nothing';
  switch (expected) {
    case 'name':
    case 'name or }':
      if (isString) return ':';
      return word === '}' && expected === 'name or }' ? close(open) : null;
    case ':':
      return word === ':' ? 'value' : null;
    case ', or end':
      if (word === ',') return open.at(-1) === '}' ? 'name' : 'value';
      return word === open.at(-1) ? close(open) : null;
    case 'nothing':
      return null;
    case 'value':
    case 'value or ]':
      if (word === ']' && expected === 'value or ]') return close(open);
      if (word === '{') return (open.push('}'), 'name or }');
      if (word === '[') return (open.push(']'), 'value or ]');
      return isString || !'}],:'.includes(word) ? after : null;
  }
}

function close(open: ('}' | ']')[]): Expected {
  open.pop();
  return open.length > 0 ? ', or end' : 'nothing';
}

function skipSpace(text: string, from: number): number {
  space.lastIndex = from;
  return from + space.exec(text)![0].length;
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}
