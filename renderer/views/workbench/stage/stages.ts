/** What the large side of the Workbench can show, in the order of its tabs. */
export const stageNames = ['network', 'curves', 'inside', 'mistakes'] as const;
export type StageName = (typeof stageNames)[number];

export const stages: Record<StageName, string> = {
  network: 'Network',
  curves: 'Curves',
  inside: 'Inside',
  mistakes: 'Mistakes',
};

export function isStage(name: string | null): name is StageName {
  return stageNames.some((one) => one === name);
}
