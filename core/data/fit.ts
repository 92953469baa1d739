/** How a picture is brought to another shape: to fill it, or whole within it, in the middle, with black around it. */
export type Fit = 'stretch' | 'pad';

/** A picture in greys, row by row, 0 = black to 1 = white. */
export interface GreyPicture {
  width: number;
  height: number;
  /** `[height × width]`. */
  grey: Float32Array;
}

/** The picture in another shape, each pixel the mean of the area that it covers. */
export function fitPicture(picture: GreyPicture, shape: [height: number, width: number], fit: Fit): GreyPicture {
  const [height, width] = shape;
  if (picture.height === height && picture.width === width) return picture;
  if (fit === 'stretch') return resized(picture, height, width);
  const scale = Math.max(picture.width / width, picture.height / height);
  const inner = (side: number, most: number) => Math.min(most, Math.max(1, Math.round(side / scale)));
  return padded(resized(picture, inner(picture.height, height), inner(picture.width, width)), height, width);
}

function resized(picture: GreyPicture, height: number, width: number): GreyPicture {
  const across = scaledAcross(picture, width);
  return transposed(scaledAcross(transposed(across), height));
}

function scaledAcross({ width: from, height, grey }: GreyPicture, width: number): GreyPicture {
  const scaled = new Float32Array(height * width);
  const step = from / width;
  for (let x = 0; x < width; x++) {
    const left = x * step;
    const right = Math.min(from, left + step);
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let column = Math.floor(left); column < right; column++) {
        sum += (Math.min(column + 1, right) - Math.max(column, left)) * grey[y * from + column];
      }
      scaled[y * width + x] = sum / (right - left);
    }
  }
  return { width, height, grey: scaled };
}

function transposed({ width, height, grey }: GreyPicture): GreyPicture {
  const turned = new Float32Array(grey.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + y] = grey[y * width + x];
  }
  return { width: height, height: width, grey: turned };
}

function padded({ width: inner, height: rows, grey }: GreyPicture, height: number, width: number): GreyPicture {
  const whole = new Float32Array(height * width);
  const top = (height - rows) >> 1;
  const left = (width - inner) >> 1;
  for (let y = 0; y < rows; y++) whole.set(grey.subarray(y * inner, (y + 1) * inner), (top + y) * width + left);
  return { width, height, grey: whole };
}
