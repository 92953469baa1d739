/**
 * Where one state ends and the next begins. All of the coach's bounds stand here and nowhere else; the scenarios under
 * tests/scenarios/coach have curves just inside and just outside of each.
 *
 * Curves are compared over stretches: the last fifth of a run's epochs with the fifth before it. So a run of five epochs
 * and one of five thousand are judged alike, whatever one epoch is worth.
 */
export const thresholds = {
  /** Fewer epochs than these say nothing of where the curves are going. */
  leastEpochs: 3,
  /** The share of a run's epochs that makes a stretch, and the least epochs in one. */
  stretchShare: 0.2,
  leastStretch: 2,
  /** From stretch to stretch a loss must fall by this share of itself to be falling … */
  falling: 0.02,
  /** … and by this share of the loss of mere guessing, so that the last digits of a tiny loss count for nothing. */
  noticeable: 0.002,

  /** Overfitting: the loss on unseen examples is above its lowest by this share of the lowest … */
  risen: 0.1,
  /** … and by this share of the loss of guessing … */
  noticeablyRisen: 0.02,
  /** … at least so many epochs after it … */
  epochsSinceLowest: 3,
  /** … while the training loss has fallen by this share since then. */
  fallenSinceLowest: 0.05,
  /** Or: unseen examples no longer gain, and score by so much less than those that are learned from. */
  gap: 0.1,

  /** A skill is 0 for guessing and 1 for perfection. Below `poor` a flat curve is underfitting. */
  poor: 0.5,
  /** From here on there is little left to gain. */
  good: 0.9,

  /** Diverged: the training loss is so many times what it was in the first epoch, and what guessing has. */
  farAbove: 3,

  /** Unstable: the training loss jumps up by this share of itself … */
  jump: 0.2,
  /** … and by this share of the loss of guessing … */
  noticeableJump: 0.02,
  /** … at least so often, and in this share of the epochs of the last two stretches, or of the last ten epochs. */
  leastJumps: 3,
  shareOfJumps: 0.2,
  leastEpochsOfJumps: 10,
  /** Or it rises by this share from stretch to stretch. */
  rising: 0.15,
  /** Or it rests at so many times the loss of guessing. */
  aboveGuessing: 1.5,

  /** Dead units: such a share of a hidden layer, where the network scores less than `good` … */
  dead: 0.5,
  /** … or such a share however it scores. */
  nearlyAllDead: 0.9,

  /** A learning rate that is so many times away from the usual one of its optimizer is far out. */
  farRate: 5,
} as const;
