import type { Point } from '../curve.ts';

/** A tick of an axis: where it stands, in px, and what is written there. */
export interface FigureTick {
  at: number;
  label: string;
}

/** A line, or dots, of a plot. A gap has NaN for y. */
export interface FigureLine {
  /** In px. */
  points: readonly Point[];
  colour: string;
  width: number;
  /** Lengths of dashes and gaps in px; empty for a solid line. */
  dash: readonly number[];
  isJoined: boolean;
  /** The radius of the dots in px; 0 for none. */
  dots: number;
  /** What the dots are filled with, and how wide the line around them is in px. */
  fill: string;
  outline: number;
}

/** What a chart shows within its axes, laid out in px from its upper left corner. */
export interface PlotFigure {
  width: number;
  height: number;
  area: { left: number; top: number; right: number; bottom: number };
  across: { title: string; ticks: readonly FigureTick[] };
  down: { ticks: readonly FigureTick[] };
  /** The lowest first. */
  lines: readonly FigureLine[];
  /** How far lines and dots may reach out of the area. */
  beyond: number;
  colours: { ground: string; ink: string; text: string; grid: string };
  font: string;
}

/** An entry of a legend; `colour` is a plain colour, not a token. */
export interface LegendEntry {
  label: string;
  colour: string;
  /** A line with these dashes, or a ring. */
  mark: { dash: readonly number[]; dots: boolean } | 'ring';
}

/** A picture of a chart that can stand alone. */
export interface Figure {
  title: string;
  legend: readonly LegendEntry[];
  plot: PlotFigure;
}
