import { describe, expect, it } from 'vitest';
import { ChartSettings } from '#renderer/charts/chartSettings.svelte.ts';
import { fakeStorage } from '../state/fakeEngine.ts';

const usual = { axis: 'epoch', smoothing: 0.6, logarithmic: false } as const;

describe('chart settings', () => {
  it('are kept', () => {
    const storage = fakeStorage();
    const settings = new ChartSettings('here', usual, storage);
    settings.axis = 'time';
    settings.smoothing = 0.9;
    settings.logarithmic = true;
    const again = new ChartSettings('here', usual, storage);
    expect([again.axis, again.smoothing, again.logarithmic]).toEqual(['time', 0.9, true]);
    expect(new ChartSettings('there', usual, storage).axis).toBe('epoch');
  });

  it.each(['', '{', 'null', '[1]', '{"axis":"sideways","smoothing":7,"logarithmic":"yes"}'])(
    'are the usual ones when %s was kept',
    (text) => {
      const settings = new ChartSettings('here', usual, fakeStorage({ here: text }));
      expect([settings.axis, settings.smoothing, settings.logarithmic]).toEqual(['epoch', 0.6, false]);
    },
  );

  it('forget the zoom when the axis changes, for it has another unit then', () => {
    const settings = new ChartSettings('here', usual, fakeStorage());
    settings.range = [1, 2];
    settings.axis = 'epoch';
    expect(settings.range).toEqual([1, 2]);
    settings.axis = 'step';
    expect(settings.range).toBeNull();
  });

  it('forget the zoom when another run is shown, and keep it for the same one', () => {
    const settings = new ChartSettings('here', usual, fakeStorage());
    settings.show('a');
    settings.range = [1, 2];
    settings.pointedAt = 1.5;
    settings.show('a');
    expect([settings.range, settings.pointedAt]).toEqual([[1, 2], 1.5]);
    settings.show('b');
    expect([settings.range, settings.pointedAt]).toEqual([null, null]);
  });

  it('keep the smoothing within what can be drawn', () => {
    const settings = new ChartSettings('here', usual, fakeStorage());
    settings.smoothing = 1;
    expect(settings.smoothing).toBeLessThan(1);
    settings.smoothing = -1;
    expect(settings.smoothing).toBe(0);
  });
});
