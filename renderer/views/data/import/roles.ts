import type { TableColumn } from '#core/contract/importing.ts';

/** What a column of a table is taken for. */
export type Role = 'input' | 'label' | 'target' | 'out';

export const roleNames = { input: 'Input', label: 'Label', target: 'Target', out: 'Leave out' } as const;

/** The usual roles: one label, and everything that can be learned from as an input. */
export function proposedRoles(columns: readonly TableColumn[], label: string | null): Role[] {
  return columns.map(({ name, type, different }) => {
    if (name === label) return 'label';
    return type === 'text' || different === 0 ? 'out' : 'input';
  });
}

/** A label and targets exclude each other, and there is one label. */
export function withRole(roles: readonly Role[], column: number, role: Role): Role[] {
  return roles.map((other, index) => {
    if (index === column) return role;
    const gives =
      (role === 'label' && (other === 'label' || other === 'target')) || (role === 'target' && other === 'label');
    return gives ? 'input' : other;
  });
}

/** Why the columns cannot be used so; undefined if they can. */
export function rolesProblem(roles: readonly Role[]): string | undefined {
  if (!roles.includes('label') && !roles.includes('target'))
    return 'Choose the column that is to be told: a label for classes, or targets for numbers.';
  return roles.includes('input') ? undefined : 'Choose at least one column as an input.';
}

/** The roles as an import asks for them. */
export function choicesOf(columns: readonly TableColumn[], roles: readonly Role[]) {
  const named = (role: Role) => columns.filter((_, index) => roles[index] === role).map(({ name }) => name);
  return { label: named('label').at(0), targets: named('target'), features: named('input') };
}
