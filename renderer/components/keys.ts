/** Keys as the user's keyboard has them: "Ctrl Z" is ⌘ Z on a Mac. */
export function shownKeys(keys: string, isMac: boolean): string {
  return isMac ? keys.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧') : keys;
}
