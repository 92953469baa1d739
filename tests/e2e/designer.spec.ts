import { accessibilityProblems } from './accessibility.ts';
import { expect, test } from './app.ts';

test('design a network in its drawing: by keyboard alone, undone whole, and by dragging', async ({ app }) => {
  const { page } = app;
  await app.open('Workbench');
  const layers = page.getByRole('listbox', { name: 'Layers' });
  const option = (name: string) => layers.getByRole('option', { name });
  const sizes = () =>
    layers
      .getByRole('option')
      .evaluateAll((options) => options.map((one) => /([\d,]+) units/.exec(one.ariaLabel ?? '')?.[1]));
  const parameters = page.getByTestId('parameters');
  await expect(option('Hidden layer 1: 128 units, ReLU')).toHaveAttribute('aria-selected', 'true');
  await expect(parameters).toHaveText('101,770');

  await test.step('by keyboard alone', async () => {
    await page.getByRole('tab', { name: 'Network' }).focus();
    await tabTo(layers);
    await press(['Insert', 'Shift+ArrowDown', 'ArrowUp', 'ArrowUp']); // 120 units behind the 128
    await expect(option('Hidden layer 2: 120 units, ReLU')).toHaveAttribute('aria-selected', 'true');
    await press(['Alt+ArrowLeft', 'Control+d', 'Shift+ArrowDown']); // 120, 110, 128
    await press(['End', 'ArrowLeft', 'Delete']); // 120, 110
    await expect.poll(sizes).toEqual(['784', '120', '110', '10']);
    await press(['Enter']);
    await expect(page.getByLabel('Units', { exact: true })).toBeFocused();
    await page.keyboard.type('5');
    await press(['Tab', 't']); // Tanh
    await expect(option('Hidden layer 2: 1,105 units, Tanh')).toBeVisible();
    // 784·120 + 120, 120·1105 + 1105, 1105·10 + 10
    await expect(parameters).toHaveText('238,965');
  });

  await test.step('nonsense keeps the last good value and says what is allowed', async () => {
    const units = page.getByLabel('Units', { exact: true });
    await units.fill('-3');
    await expect(units).toHaveAccessibleDescription('A whole number from 1 to 65,536.');
    await expect(parameters).toHaveText('238,965');
    await units.press('Escape');
  });
  expect(await accessibilityProblems(page)).toEqual([]);

  await test.step('all of it undone', async () => {
    const undo = page.getByRole('button', { name: 'Undo' });
    while (await undo.isEnabled()) await undo.click();
    await expect.poll(sizes).toEqual(['784', '128', '10']);
    await expect(parameters).toHaveText('101,770');
  });

  await test.step('twice as large by its foot, in one step, and then to the other place', async () => {
    const foot = option('Hidden layer 1').locator('.foot');
    const { x, y, width, height } = (await foot.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2 + 30, { steps: 3 });
    await page.mouse.move(x + width / 2, y + height / 2 + 64, { steps: 3 });
    await page.mouse.up();
    await expect(option('Hidden layer 1: 256 units, ReLU')).toBeVisible();
    await expect(parameters).toHaveText('203,530');
    await page.keyboard.press('Control+z');
    await expect(parameters).toHaveText('101,770');
    await page.keyboard.press('Control+Shift+z');
    await expect(parameters).toHaveText('203,530');

    await page.getByRole('button', { name: 'Add a layer between hidden layer 1 and the output' }).click();
    await page.getByLabel('Units of hidden layer 2').fill('32');
    await expect(parameters).toHaveText('209,514');
    const [first, second] = [await centre('Hidden layer 1'), await centre('Hidden layer 2')];
    await page.mouse.move(second.x, second.y);
    await page.mouse.down();
    await page.mouse.move(first.x, first.y, { steps: 5 });
    await page.mouse.up();
    await expect.poll(sizes).toEqual(['784', '32', '256', '10']);
    await expect(page.getByTestId('all-parameters')).toHaveText('36,138');
  });

  await test.step('its connections take the colours of what a run of it has learned', async () => {
    const note = page.getByTestId('weights-note');
    await page.getByLabel('Dataset').selectOption({ label: 'XOR' });
    await page.getByLabel('Epochs', { exact: true }).fill('3');
    await page.getByTestId('start').click();
    await expect(page.getByTestId('run-status')).toHaveText('Finished', { timeout: 60_000 });
    await page.getByRole('tab', { name: 'Network' }).click();
    await expect(note).toHaveText('Weights of “2-32-256-2 sgd” after 39 batches.', { timeout: 30_000 });
    await page.getByLabel('Units of hidden layer 1').fill('33');
    await expect(note).toContainText('while a run of this very network is shown');
  });

  async function press(keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** Goes on by Tab, and never by more stops than there are. */
  async function tabTo(target: typeof layers): Promise<void> {
    for (let stop = 0; stop < 10; stop++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  }

  async function centre(name: string): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = (await option(name).boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  }
});
