import { describe, expect, it } from 'vitest';
import type { TableColumn } from '#core/contract/importing.ts';
import { choicesOf, proposedRoles, rolesProblem, withRole } from '#renderer/views/data/import/roles.ts';

const column = (name: string, change: Partial<TableColumn> = {}): TableColumn => ({
  name,
  type: 'number',
  missing: 0,
  range: [0, 1],
  different: 2,
  some: ['0', '1'],
  ...change,
});
const columns = [
  column('a'),
  column('note', { type: 'text', range: null, different: null, some: [] }),
  column('empty', { type: 'category', range: null, different: 0, some: [] }),
  column('kind', { type: 'category', range: null }),
];

describe('the roles of columns', () => {
  it('begin with the proposed label, and leave out what cannot be learned from', () => {
    expect(proposedRoles(columns, 'kind')).toEqual(['input', 'out', 'out', 'label']);
    expect(proposedRoles(columns, null)).toEqual(['input', 'out', 'out', 'input']);
  });

  it('have one label, or else targets', () => {
    expect(withRole(['input', 'label', 'out'], 0, 'label')).toEqual(['label', 'input', 'out']);
    expect(withRole(['label', 'input', 'out'], 1, 'target')).toEqual(['input', 'target', 'out']);
    expect(withRole(['target', 'target', 'input'], 2, 'target')).toEqual(['target', 'target', 'target']);
    expect(withRole(['target', 'target', 'out'], 2, 'label')).toEqual(['input', 'input', 'label']);
  });

  it('are refused without anything to be told, or to tell it from', () => {
    expect(rolesProblem(['input', 'out'])).toMatch(/label for classes/);
    expect(rolesProblem(['label', 'out'])).toBe('Choose at least one column as an input.');
    expect(rolesProblem(['target', 'input'])).toBeUndefined();
  });

  it('become the choices of an import', () => {
    const roles = ['input', 'out', 'out', 'label'] as const;
    expect(choicesOf(columns, roles)).toEqual({ label: 'kind', targets: [], features: ['a'] });
  });
});
