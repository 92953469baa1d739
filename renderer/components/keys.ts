type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const shownNames: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  '-': '−',
};
const onMac: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };

/** Keys as the user's keyboard has them: "Ctrl Z" is ⌘ Z on a Mac. */
export function shownKeys(keys: string, isMac: boolean): string {
  return keys
    .split(' ')
    .map((key) => (isMac ? onMac[key] : undefined) ?? shownNames[key] ?? key)
    .join(' ');
}

/**
 * Whether a key press is the one that is meant, as in "Ctrl Shift Z". A sign such as "?" is the same wherever the
 * keyboard has it, so Shift counts with letters and named keys only.
 */
export function isPressed(event: KeyPress, keys: string): boolean {
  const parts = keys.split(' ');
  const key = parts.at(-1)!;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    parts.includes('Ctrl') === (event.ctrlKey || event.metaKey) &&
    parts.includes('Alt') === event.altKey &&
    (isSign || parts.includes('Shift') === event.shiftKey)
  );
}

/** Whether what has the focus takes letters itself: as text, or to find an entry that begins with them. */
export function takesLetters(target: EventTarget | null): boolean {
  const takers = ':is(textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="dialog"])';
  const field = 'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"])';
  return target instanceof Element && target.closest(`${field}, ${takers}`) !== null;
}

/** Whether what has the focus is a text with an undo of its own. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('textarea, input:not([type="checkbox"], [type="radio"])');
}
