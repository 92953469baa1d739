import type Database from 'better-sqlite3';
import type { MetricPoint } from '#core/contract/events.ts';
import type { MetricName, MetricSeries, MetricSplit } from '#core/contract/run.ts';

interface SeriesRow {
  id: number;
  name: MetricName;
  split: MetricSplit;
}

type PointRow = [step: number, seconds: number, value: number | null];

/** The curves of runs, a row a point. */
export class MetricStore {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** A point at a step that is there already takes its place. */
  add(run: string, points: readonly MetricPoint[]): void {
    const insert = this.#database.prepare(
      'INSERT OR REPLACE INTO metric_points (series_id, step, seconds, value) VALUES (?, ?, ?, ?)',
    );
    const ids = new Map<string, number>();
    for (const point of points) {
      const key = `${point.name} ${point.split}`;
      const id = ids.get(key) ?? this.#seriesId(run, point.name, point.split);
      ids.set(key, id);
      insert.run(id, point.step, point.seconds, Number.isNaN(point.value) ? null : point.value);
    }
  }

  series(run: string): MetricSeries[] {
    const rows = this.#database
      .prepare<[string], SeriesRow>('SELECT id, name, split FROM metric_series WHERE run_id = ? ORDER BY id')
      .all(run);
    const select = this.#database
      .prepare<[number], PointRow>('SELECT step, seconds, value FROM metric_points WHERE series_id = ? ORDER BY step')
      .raw();
    return rows.map(({ id, name, split }) => {
      const points = select.all(id);
      return {
        name,
        split,
        steps: points.map((point) => point[0]),
        seconds: points.map((point) => point[1]),
        values: points.map((point) => point[2] ?? NaN),
      };
    });
  }

  /** Removes the points of batches that will be trained again. */
  removeAfter(run: string, step: number): void {
    this.#database
      .prepare(
        'DELETE FROM metric_points WHERE step > ? AND series_id IN (SELECT id FROM metric_series WHERE run_id = ?)',
      )
      .run(step, run);
  }

  #seriesId(run: string, name: MetricName, split: MetricSplit): number {
    this.#database
      .prepare('INSERT OR IGNORE INTO metric_series (run_id, name, split) VALUES (?, ?, ?)')
      .run(run, name, split);
    return this.#database
      .prepare<[string, string, string], number>(
        'SELECT id FROM metric_series WHERE run_id = ? AND name = ? AND split = ?',
      )
      .pluck()
      .get(run, name, split)!;
  }
}
