import type { Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';

/** A large window, the smallest one that Lamina is made for, and a large one at 200% zoom. */
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 640 },
  { width: 720, height: 450 },
];
const themes = ['light', 'dark'] as const;

/** Looks at what a page shows in every theme and size, and keeps what is wrong. */
export class EveryLook {
  readonly #page: Page;
  readonly problems: string[] = [];
  /** How often axe has looked. */
  checks = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Ends at the largest size, in light. */
  async check(what: string): Promise<void> {
    for (const theme of themes.toReversed()) {
      // Without motion a colour is there at once, and is not met on its way from one theme to the other.
      await this.#page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const size of sizes.toReversed()) {
        await this.#page.setViewportSize(size);
        await this.#checkLook(`${what}, ${theme}, ${size.width}×${size.height}`);
      }
    }
  }

  async #checkLook(what: string): Promise<void> {
    this.checks++;
    const problems = await accessibilityProblems(this.#page);
    const wider = await this.#page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (wider > 0) problems.push(`the page is ${wider} px wider than its window`);
    this.problems.push(...problems.map((problem) => `${what}: ${problem}`));
  }
}
