/** Paints a 28×28 picture, a byte a pixel, 255 = ink, on a canvas of that size; nothing for null. */
export function paintPicture(context: CanvasRenderingContext2D, picture: Uint8Array | null, ink: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (!picture) return;
  const image = context.createImageData(width, height);
  picture.forEach((value, index) => (image.data[index * 4 + 3] = value));
  context.putImageData(image, 0, 0);
  // The pixels say where the ink is and how much; now it gets its colour.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = ink;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}
