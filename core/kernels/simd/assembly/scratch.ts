import { distortionScratchLength } from './distort';
import { productScratchLength } from './products';

/** Numbers of scratch that a thread needs, whatever it computes. */
export function scratchLength(): i32 {
  return max(productScratchLength(), distortionScratchLength());
}
