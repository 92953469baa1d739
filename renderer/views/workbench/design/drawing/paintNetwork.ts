import type { Connections } from '#core/contract/inside.ts';
import { mixedColour } from '../../../../charts/mixedColour.ts';
import { neuronRadius, type Column, type NetworkPicture } from './picture.ts';
import type { Room, View } from './view.ts';

/** What it takes from the page's styles; the colours are plain ones, of the form #rrggbb. */
export interface DrawingColours {
  ground: string;
  neuron: string;
  bias: string;
  line: string;
  negative: string;
  zero: string;
  positive: string;
  /** The family of the page's typeface. */
  font: string;
}

interface Drawn {
  picture: NetworkPicture;
  view: View;
  room: Room;
  /** What each layer's connections weigh; null draws them all alike. */
  connections: Connections | null;
  colours: DrawingColours;
}

/** Strengths that are told apart, on either side of zero. */
const levels = 6;
/** Half the side of the square that stands for the biases. */
const biasSize = 4;

/** Paints the connections, the biases and the neurons, at `density` device pixels for each of the room's. */
export function paintNetwork(context: CanvasRenderingContext2D, drawn: Drawn, density: number): void {
  const { picture, view, room, connections, colours } = drawn;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const scale = density * view.scale;
  context.setTransform(scale, 0, 0, scale, density * view.x, density * view.y);
  const isSeen = (x: number, reach: number) =>
    (x + reach) * view.scale + view.x > 0 && (x - reach) * view.scale + view.x < room.width;
  // Lines do not grow as the drawing does, so that a close look tells more of them apart.
  const hairline = 1 / Math.sqrt(view.scale);

  picture.columns.slice(1).forEach((column, layer) => {
    const before = picture.columns[layer];
    if (!isSeen((before.x + column.x) / 2, picture.step / 2)) return;
    if (connections) paintWeighed(context, before, column, picture.biasY, connections[layer], colours, hairline);
    else paintAlike(context, before, column, picture.biasY, colours.line, hairline);
  });
  picture.columns.forEach((column, index) => {
    if (!isSeen(column.x, neuronRadius)) return;
    if (index < picture.columns.length - 1) paintBias(context, column.x, picture.biasY, colours);
    paintColumn(context, column, colours);
  });
  nameBiases(context, picture, colours);
}

function paintAlike(
  context: CanvasRenderingContext2D,
  before: Column,
  column: Column,
  biasY: number,
  colour: string,
  hairline: number,
): void {
  context.beginPath();
  for (const from of [...before.neurons, biasY]) {
    for (const to of column.neurons) {
      context.moveTo(before.x, from);
      context.lineTo(column.x, to);
    }
  }
  context.globalAlpha = 0.4;
  context.lineWidth = 0.75 * hairline;
  context.strokeStyle = colour;
  context.stroke();
  context.globalAlpha = 1;
}

/** One path for each strength and sign, the weak ones below the strong ones. */
function paintWeighed(
  context: CanvasRenderingContext2D,
  before: Column,
  column: Column,
  biasY: number,
  { weights, biases, largest }: Connections[number],
  colours: DrawingColours,
  hairline: number,
): void {
  const paths = Array.from({ length: 2 * levels + 1 }, () => new Path2D());
  const line = (from: number, to: number, weight: number) => {
    const path = paths[levelOf(weight, largest) + levels];
    path.moveTo(before.x, from);
    path.lineTo(column.x, to);
  };
  const width = column.neurons.length;
  before.neurons.forEach((from, row) => column.neurons.forEach((to, at) => line(from, to, weights[row * width + at])));
  column.neurons.forEach((to, at) => line(biasY, to, biases[at]));
  for (let strength = 0; strength <= levels; strength++) {
    for (const sign of strength === 0 ? [1] : [-1, 1]) {
      const share = strength / levels;
      context.globalAlpha = 0.3 + 0.7 * share;
      context.lineWidth = (0.6 + 2 * share) * hairline;
      context.strokeStyle = mixedColour(colours.zero, sign < 0 ? colours.negative : colours.positive, Math.sqrt(share));
      context.stroke(paths[levels + sign * strength]);
    }
  }
  context.globalAlpha = 1;
}

/** From −`levels` to `levels`: how strong a weight is, beside the largest of its layer. What is no number counts as 0. */
export function levelOf(weight: number, largest: number): number {
  const share = weight / largest;
  if (!Number.isFinite(share)) return 0;
  return Math.sign(share) * Math.min(levels, Math.round(Math.abs(share) * levels));
}

function paintBias(context: CanvasRenderingContext2D, x: number, y: number, colours: DrawingColours): void {
  context.beginPath();
  context.rect(x - biasSize, y - biasSize, 2 * biasSize, 2 * biasSize);
  context.fillStyle = colours.ground;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colours.bias;
  context.stroke();
}

/** Once is enough: the squares look all alike. */
function nameBiases(
  context: CanvasRenderingContext2D,
  { columns, biasY }: NetworkPicture,
  colours: DrawingColours,
): void {
  context.font = `11px ${colours.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = colours.bias;
  context.fillText('bias', columns[0].x - biasSize - 5, biasY);
}

function paintColumn(context: CanvasRenderingContext2D, column: Column, colours: DrawingColours): void {
  context.beginPath();
  for (const y of column.neurons) {
    context.moveTo(column.x + neuronRadius, y);
    context.arc(column.x, y, neuronRadius, 0, 2 * Math.PI);
  }
  context.fillStyle = colours.ground;
  context.fill();
  context.lineWidth = 1.75;
  context.strokeStyle = colours.neuron;
  context.stroke();
  context.beginPath();
  for (const y of column.dots) {
    context.moveTo(column.x + 1.25, y);
    context.arc(column.x, y, 1.25, 0, 2 * Math.PI);
  }
  context.fillStyle = colours.bias;
  context.fill();
}
