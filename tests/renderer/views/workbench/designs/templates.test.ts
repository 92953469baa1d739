import { expect, it } from 'vitest';
import { findAdvice } from '#core/analysis/advice/advice.ts';
import { configSchema } from '#core/contract/config.ts';
import { builtInDigits, isRegression } from '#core/contract/dataset.ts';
import { designSchema } from '#core/contract/design.ts';
import { setupProblems, type SetupDataset } from '#core/contract/setup.ts';
import { builtInDigitsSource } from '#core/data/sources.ts';
import { toyForm, toySource } from '#core/data/toy/generator.ts';
import { designOf, firstDraft } from '#renderer/views/workbench/draft.ts';
import { openTemplate } from '#renderer/views/workbench/designs/contents.ts';
import { templates } from '#renderer/views/workbench/designs/templates.ts';

/** What is known of a built-in dataset, as it is made. */
function facts(id: (typeof templates)[number]['dataset']): SetupDataset & { id: string } {
  if (id !== builtInDigits) {
    const source = toySource(id);
    return Object.assign({ id, source, count: source.count }, toyForm(id));
  }
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  return { id, kind: 'pictures', shape: [28, 28], classes, count: builtInDigitsSource.count };
}

it.each(templates)('$title can be trained at once, and nothing stands out in it', (template) => {
  const dataset = facts(template.dataset);
  const draft = openTemplate({ ...firstDraft, name: 'x', saved: 'other', dismissed: ['a'] }, template, dataset);
  const design = designOf(draft, dataset);
  expect(designSchema.parse(design)).toEqual(design);
  expect(configSchema.parse(draft.config)).toEqual(draft.config);
  expect(setupProblems(design, draft.config, dataset)).toEqual([]);
  expect(findAdvice(design, draft.config, dataset)).toEqual([]);
  expect([draft.dataset, draft.name, draft.saved, draft.dismissed]).toEqual([
    template.dataset,
    '',
    undefined,
    undefined,
  ]);
  expect(draft.output).toEqual({ activation: isRegression(dataset) ? 'identity' : 'softmax' });
});

it('shows seven of them, with a title each', () => {
  expect(new Set(templates.map(({ title }) => title)).size).toBe(7);
});
