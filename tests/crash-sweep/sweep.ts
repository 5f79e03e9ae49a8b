import { type Counts, KIND_NAMES, type KindName, type Point, pointAt, type Side } from './fault.ts';
import { countCalls, type PointResult, runPoint } from './point.ts';
import { makeTemplate } from './template.ts';

export interface SweepOptions {
  readonly points: number;
  readonly from: number;
  readonly sides: readonly Side[];
  /** These and no others. */
  readonly only?: readonly Point[];
  /** Points that are run at the same time. */
  readonly jobs: number;
  readonly onPoint?: (result: PointResult) => void;
}

interface KindTally {
  points: number;
  reached: number;
}

export interface SweepResult {
  readonly counts: Counts;
  readonly results: readonly PointResult[];
  readonly faults: Readonly<Record<KindName, KindTally>>;
  readonly violations: number;
}

export async function sweep(options: SweepOptions): Promise<SweepResult> {
  const template = await makeTemplate();
  try {
    const counts = await countCalls(template.path);
    const points =
      options.only ??
      Array.from({ length: options.points }, (_, i) => pointAt(options.from - 1 + i, counts, options.sides));
    const results: PointResult[] = [];
    const waiting = [...points];
    const work = async () => {
      for (let point = waiting.shift(); point; point = waiting.shift()) {
        const result = await runPoint(template.path, point);
        results.push(result);
        options.onPoint?.(result);
      }
    };
    await Promise.all(Array.from({ length: options.jobs }, work));
    const faults = Object.fromEntries(KIND_NAMES.map((kind) => [kind, tally(results, kind)]));
    return {
      counts,
      results,
      faults: faults as Record<KindName, KindTally>,
      violations: results.reduce((sum, result) => sum + result.violations.length, 0),
    };
  } finally {
    template.remove();
  }
}

function tally(results: readonly PointResult[], kind: KindName): KindTally {
  const ofKind = results.filter(({ point }) => point.kind === kind);
  return { points: ofKind.length, reached: ofKind.filter(({ reached }) => reached).length };
}
