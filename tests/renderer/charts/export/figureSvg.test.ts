import { describe, expect, it } from 'vitest';
import type { Figure, FigureLine, PlotFigure } from '#renderer/charts/export/figure.ts';
import { figureSvg } from '#renderer/charts/export/figureSvg.ts';

const line: FigureLine = {
  points: [
    { x: 50, y: 10 },
    { x: 60.123456, y: 20 },
  ],
  colour: '#183a88',
  width: 2,
  dash: [],
  isJoined: true,
  dots: 0,
  fill: '#183a88',
  outline: 0,
};

const plot: PlotFigure = {
  width: 300,
  height: 200,
  area: { left: 50, top: 8, right: 292, bottom: 150 },
  across: { title: 'Epoch', ticks: [{ at: 50, label: '0' }] },
  down: { ticks: [{ at: 100, label: '0.5' }] },
  lines: [line],
  beyond: 8,
  colours: { ground: '#ffffff', ink: '#1c2126', text: '#565f68', grid: '#e3e3df' },
  font: 'system-ui, sans-serif',
};

const figure: Figure = {
  title: 'Loss · First run',
  legend: [{ label: 'Test', colour: '#183a88', mark: { dash: [], dots: true } }],
  plot,
};

const measure = (text: string) => 7 * text.length;
const drawn = (changes: Partial<PlotFigure> = {}, more: Partial<Figure> = {}) =>
  figureSvg({ ...figure, ...more, plot: { ...plot, ...changes } }, measure);
const linesDrawn = (line: Partial<FigureLine>) => drawn({ lines: [{ ...plot.lines[0], ...line }] });

/** Whether every element that is opened is closed, in order: what a reader of XML asks for first. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, closes, name, alone] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:\s+[\w-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closes) {
      if (open.pop() !== name) return false;
    } else if (!alone) open.push(name);
  }
  return open.length === 0 && !/[<>]/.test(svg.replace(/<\/?[a-zA-Z]+(?:\s+[\w-]+="[^"<]*")*\s*\/?>/g, ''));
}

describe('a chart as an SVG', () => {
  it('has its title, legend, ground, axes and line', () => {
    const svg = drawn();
    expect(isWellFormed(svg)).toBe(true);
    for (const part of ['>Loss · First run</text>', '>Test</text>', '>Epoch</text>', '>0.5</text>', 'fill="#ffffff"']) {
      expect(svg).toContain(part);
    }
    expect(svg).toContain('<path d="M50 10L60.12 20" fill="none" stroke="#183a88" stroke-width="2"');
  });

  it('breaks a line off at a gap', () => {
    const points = [1, 2, NaN, 4, 5].map((y, index) => ({ x: 10 * index, y }));
    expect(linesDrawn({ points })).toContain('d="M0 1L10 2M30 4L40 5"');
  });

  it('draws dashes, dots and rings', () => {
    expect(linesDrawn({ dash: [6, 4] })).toContain('stroke-dasharray="6 4"');
    expect(linesDrawn({ dots: 3 })).toContain('<circle cx="50" cy="10" r="3" fill="#183a88"/>');
    const ring = linesDrawn({ isJoined: false, dots: 6, fill: '#ffffff', outline: 2, points: [{ x: 70, y: 30 }] });
    expect(ring).toContain('<circle cx="70" cy="30" r="6" fill="#ffffff" stroke="#183a88" stroke-width="2"/>');
    expect(ring).not.toContain('d="M70');
  });

  it('leaves out ticks that are not within the axes', () => {
    const svg = drawn({
      across: {
        title: 'Epoch',
        ticks: [
          { at: 20, label: 'before' },
          { at: 60, label: 'within' },
        ],
      },
    });
    expect(svg).toContain('>within<');
    expect(svg).not.toContain('before');
  });

  it('gives a long legend as many rows as it needs', () => {
    const heightOf = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
    const legend = Array.from({ length: 6 }, (_, index) => ({ ...figure.legend[0], label: `Run ${index}` }));
    const none = heightOf(drawn({}, { legend: [] }));
    expect(heightOf(drawn())).toBe(none + 20);
    // 76 px each, of which 3 stand in a row of 300 px with 20 px between them.
    expect(heightOf(drawn({}, { legend }))).toBe(none + 40);
  });

  it('takes any name', () => {
    const svg = drawn(
      {},
      { title: '<b> & "c"\u0000\u0007 \ud800 🎈', legend: [{ ...figure.legend[0], label: '</svg>' }] },
    );
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toMatch(/&lt;b&gt; &amp; &quot;c&quot; +🎈/);
    expect(svg).toContain('&lt;/svg&gt;');
  });
});
