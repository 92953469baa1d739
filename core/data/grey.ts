/** A decoded picture, as PNG has them: `channels` numbers a pixel, row by row. */
export interface Picture {
  width: number;
  height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  channels: number;
  /** Bits of each number: 1, 2, 4, 8 or 16. Fewer than 8 lie packed in bytes, each row beginning a new one. */
  depth: number;
  data: ArrayLike<number>;
  /** The colours, RGB or RGB and alpha, 0 to 255, that the numbers stand for. */
  palette?: number[][];
}

/** Each pixel's luminance (Rec. 601) over white, 0 = black to 1 = white. */
export function greyOf(picture: Picture): Float32Array {
  const { width, height, channels, depth, palette } = picture;
  const data = depth < 8 ? unpacked(picture) : picture.data;
  const grey = new Float32Array(width * height);
  if (palette) {
    const greys = palette.map((colour) => greyAt(colour, 0, colour.length, 255));
    for (let i = 0; i < grey.length; i++) grey[i] = greys[data[i]] ?? 1;
    return grey;
  }
  const white = 2 ** depth - 1;
  for (let i = 0; i < grey.length; i++) grey[i] = greyAt(data, i * channels, channels, white);
  return grey;
}

function greyAt(data: ArrayLike<number>, at: number, channels: number, white: number): number {
  const luminance = channels < 3 ? data[at] : 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
  if (channels === 1 || channels === 3) return luminance / white;
  const alpha = data[at + channels - 1] / white;
  return (luminance / white) * alpha + 1 - alpha;
}

/** One number after another, from several to a byte. */
function unpacked({ width, height, channels, depth, data }: Picture): Uint8Array {
  const inRow = width * channels;
  const rowBytes = Math.ceil((inRow * depth) / 8);
  const mask = 2 ** depth - 1;
  const numbers = new Uint8Array(inRow * height);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < inRow; i++) {
      const bit = i * depth;
      numbers[row * inRow + i] = (data[row * rowBytes + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
    }
  }
  return numbers;
}
