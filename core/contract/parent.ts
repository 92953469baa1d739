import { z } from 'zod';
import { wholeNumber } from './fields.ts';

/**
 * Of which run another one is a child, and what it has of it:
 * - epoch 0: its settings, with some changed; its weights are fresh
 * - any other: the weights of its checkpoint at the end of that epoch. The optimizer begins anew, and so do the epochs.
 */
export const parentSchema = z.strictObject({ run: z.string().min(1).max(100), epoch: wholeNumber(0, 1_000_000) });
export type Parent = z.infer<typeof parentSchema>;
