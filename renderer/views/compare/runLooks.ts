import { runColour, type Ground } from '../../components/runColour.ts';

interface RunLook {
  colour: string;
  /** Lengths of dashes and gaps in px; empty for a solid line. */
  dash: readonly number[];
}

const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [8, 3, 2, 3], [14, 4], [4, 4, 1, 4]];

/** How each run is drawn: in its own colour, and dashed where runs before it have the same one. */
export function runLooks(ids: readonly string[], ground: Ground): RunLook[] {
  const seen = new Map<string, number>();
  return ids.map((id) => {
    const colour = runColour(id, ground);
    const before = seen.get(colour) ?? 0;
    seen.set(colour, before + 1);
    return { colour, dash: dashes[before % dashes.length] };
  });
}
