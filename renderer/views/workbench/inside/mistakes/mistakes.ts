import { outputKind } from '#core/analysis/outputs.ts';
import type { Design } from '#core/contract/design.ts';
import type { Mistake } from '#core/contract/inside.ts';
import { formatPercent, formatValue } from '../../../../components/format.ts';

/** How sure a network was of what it said: a share where its outputs are ones, otherwise the output itself. */
export function describeCertainty({ certainty }: Pick<Mistake, 'certainty'>, design: Pick<Design, 'layers'>): string {
  return outputKind(design) === 'numbers' ? formatValue(certainty) : formatPercent(certainty);
}
