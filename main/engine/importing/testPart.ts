import { badFile, counted, shown } from '#core/data/formats/words.ts';

interface TestPartChoice {
  test?: unknown;
  testLast?: number | undefined;
}

/** Throws `bad-file` where the last examples cannot be the dataset's own test part. */
export function refuseTestPart(count: number, { test, testLast = 0 }: TestPartChoice): void {
  if (test !== undefined && testLast > 0) {
    throw badFile(
      'The test part was chosen twice: as files of its own, and as the last examples.',
      'Choose one of the two.',
    );
  }
  if (testLast === 0 || testLast < count) return;
  throw badFile(
    `There are ${counted(count, 'example')}, so the last ${shown(testLast)} cannot be the test part.`,
    'Leave some examples to learn from.',
  );
}
