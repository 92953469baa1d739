import { placeNames, places } from '#core/contract/places.ts';
import { isPressed } from './keys.ts';

export interface Shortcut {
  /** Each does it; as in "Ctrl Shift Z", the last one named as `KeyboardEvent.key` has it. */
  keys: readonly string[];
  does: string;
}

function shortcut(does: string, ...keys: string[]): Shortcut {
  return { keys, does };
}

const undoAndRedo = {
  undo: shortcut('Undo', 'Ctrl Z'),
  redo: shortcut('Redo', 'Ctrl Shift Z', 'Ctrl Y'),
};

/**
 * Every key that does something, by where it does. Whoever handles a key asks `pressed` or lists it here, so that the
 * sheet of shortcuts tells what is so.
 */
export const shortcuts = {
  everywhere: {
    help: shortcut('Show these shortcuts', '?'),
    ...(Object.fromEntries(
      placeNames.map((name) => [name, shortcut(`Open ${places[name].title}`, `Alt ${places[name].key}`)]),
    ) as Record<(typeof placeNames)[number], Shortcut>),
  },
  workbench: {
    start: shortcut('Start a run, or queue it', 'Ctrl Enter'),
    pause: shortcut('Pause the run, or go on with it', 'P'),
    stepBatch: shortcut('Step by one batch; with no run going on, start one', 'S'),
    stepEpoch: shortcut('Step to the end of the epoch', 'Shift S'),
    save: shortcut('Save the design', 'Ctrl S'),
    saveAs: shortcut('Save the design under another name', 'Ctrl Shift S'),
    ...undoAndRedo,
  },
  numbers: {
    step: shortcut('A little more or less', 'ArrowUp', 'ArrowDown'),
    stride: shortcut('Much more or less', 'Shift ArrowUp', 'Shift ArrowDown'),
    back: shortcut('Back to the last good value', 'Escape'),
  },
  layers: {
    choose: shortcut('Choose another layer', 'ArrowLeft', 'ArrowRight'),
    ends: shortcut('Choose the input or the output', 'Home', 'End'),
    resize: shortcut('One unit more or less', 'ArrowUp', 'ArrowDown'),
    stride: shortcut('Ten units more or less', 'Shift ArrowUp', 'Shift ArrowDown'),
    move: shortcut('Move the layer', 'Alt ArrowLeft', 'Alt ArrowRight'),
    insert: shortcut('Add a layer behind it', 'Insert'),
    duplicate: shortcut('Duplicate the layer', 'Ctrl D'),
    remove: shortcut('Remove the layer', 'Delete', 'Backspace'),
    settings: shortcut('Go to its settings', 'Enter'),
  },
  drawing: {
    move: shortcut('Move the drawing in its frame', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
    zoom: shortcut('Make the drawing larger or smaller', '+', '-'),
    whole: shortcut('Show the drawing as it was at first', '0'),
  },
  chart: {
    point: shortcut('Point at the next value', 'ArrowLeft', 'ArrowRight'),
    zoom: shortcut('Zoom in or out', '+', '-'),
    whole: shortcut('Show the whole curve', '0', 'Escape'),
  },
  pad: {
    move: shortcut('Move the pen', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
    fine: shortcut('Move it less', 'Shift ArrowLeft', 'Shift ArrowRight', 'Shift ArrowUp', 'Shift ArrowDown'),
    pen: shortcut('Put the pen down, or lift it', 'Space'),
    lift: shortcut('Lift the pen', 'Enter', 'Escape'),
    clear: shortcut('Clear the pad', 'Delete'),
    ...undoAndRedo,
  },
  runs: {
    move: shortcut('Go to another run', 'ArrowUp', 'ArrowDown'),
    rename: shortcut('Rename the run', 'F2'),
    trash: shortcut('Move the run to the trash', 'Delete'),
  },
  wall: {
    move: shortcut('Go to another picture', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'),
    rows: shortcut('A screenful further', 'PageUp', 'PageDown'),
    ends: shortcut('To the first or last one', 'Home', 'End'),
  },
} satisfies Record<string, Record<string, Shortcut>>;

export type ShortcutPlace = keyof typeof shortcuts;

/** Where the keys of each part count. */
export const shortcutPlaces: Record<ShortcutPlace, string> = {
  everywhere: 'Everywhere',
  workbench: 'Workbench',
  numbers: 'In a field for a number',
  layers: 'Workbench, on the layers of the drawing',
  drawing: 'Workbench, on the drawing',
  chart: 'On a chart',
  pad: 'Draw, on the pad',
  runs: 'Runs, in the table',
  wall: 'Data, on the wall of pictures',
};

/** The shortcut of a place that a key press is; undefined when it is none. */
export function pressed<Place extends ShortcutPlace>(
  event: KeyboardEvent,
  place: Place,
): keyof (typeof shortcuts)[Place] | undefined {
  const names = Object.keys(shortcuts[place]) as (keyof (typeof shortcuts)[Place])[];
  return names.find((name) => (shortcuts[place][name] as Shortcut).keys.some((keys) => isPressed(event, keys)));
}
