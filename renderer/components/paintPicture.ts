/** Paints a picture, a byte a pixel, 255 = ink, on a canvas of its size; nothing for null. */
export function paintPicture(context: CanvasRenderingContext2D, picture: Uint8Array | null, ink: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (!picture) return;
  const image = context.createImageData(width, height);
  const { data } = image; // asking for it anew at every pixel takes longer than writing it
  for (let index = 0; index < picture.length; index++) data[index * 4 + 3] = picture[index];
  context.putImageData(image, 0, 0);
  // The pixels say where the ink is and how much; now it gets its colour.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = ink;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}
