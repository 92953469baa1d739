import type { Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';

/** A large window at 200% zoom, the smallest one that Lamina is made for, and a large one. */
const sizes = [
  { width: 720, height: 450 },
  { width: 1024, height: 640 },
  { width: 1440, height: 900 },
];
const largest = sizes[sizes.length - 1];

/** Looks at what a page shows in every size in light, and in dark, and keeps what is wrong. */
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
    await this.#page.setViewportSize(largest);
    await this.#page.emulateMedia({ colorScheme: 'dark' });
    await this.#checkLook(`${what}, dark`);
    await this.#page.emulateMedia({ colorScheme: 'light' });
    for (const size of sizes) {
      await this.#page.setViewportSize(size);
      await this.#checkLook(`${what}, light, ${size.width}×${size.height}`);
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
