import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Positions and sizes are in device-independent pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A window's place on the screen. Without `x` and `y` the system chooses where. */
export interface WindowState {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximised: boolean;
}

export const smallestWindow = { width: 720, height: 540 };
const usualWindow = { width: 1280, height: 840 };

/** How much of the title bar must be on a display for the window to be grasped with the mouse. */
const graspable = { width: 120, height: 32 };

const storedSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximised: z.boolean(),
});

/**
 * Where a window opens, from what was kept of the last one and the displays' work areas, the main display's first.
 * It fits into the display that it is on, and is moved wholly onto it. When that display is gone, it opens where the
 * system puts it.
 */
export function restoredWindow(stored: unknown, workAreas: readonly Area[]): WindowState {
  const parsed = storedSchema.safeParse(stored);
  const main = workAreas[0];
  if (!parsed.success) return { ...fitted(usualWindow, main), maximised: false };
  const { maximised, ...bounds } = parsed.data;
  const home = workAreas.find((area) => isGraspable(bounds, area));
  if (!home) return { ...fitted(bounds, main), maximised };
  const size = fitted(bounds, home);
  return {
    x: clamp(bounds.x, home.x, home.x + home.width - size.width),
    y: clamp(bounds.y, home.y, home.y + home.height - size.height),
    ...size,
    maximised,
  };
}

function fitted(size: { width: number; height: number }, area: Area): { width: number; height: number } {
  return {
    width: Math.min(Math.max(size.width, smallestWindow.width), area.width),
    height: Math.min(Math.max(size.height, smallestWindow.height), area.height),
  };
}

function isGraspable(bounds: Area, area: Area): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + graspable.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= Math.min(graspable.width, bounds.width) && height >= graspable.height / 2;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}

/** What was kept, not yet checked; null when there is nothing to be read. */
export function readWindowState(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // the first start, or a damaged file: the usual window opens
  }
}

/** A place that cannot be kept is no reason to trouble anyone. */
export function writeWindowState(file: string, state: Required<WindowState>): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}
