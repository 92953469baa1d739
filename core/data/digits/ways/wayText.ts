/**
 * A way in which people write a digit, as a pen goes.
 *
 * A form lists a way's strokes, parted by `/`, and each stroke's points as `x,y`, y downwards, in a frame of about 100
 * units of height. The pen goes through the points in smooth curves, but turns sharply at a point that ends in `!`.
 * The forms of one way have the same strokes and points, and stand for its extremes: a digit is drawn from a random
 * mixture of them.
 */
export interface WayText {
  /** How often this way is taken, against the others of its digit. */
  share: number;
  forms: readonly string[];
}
