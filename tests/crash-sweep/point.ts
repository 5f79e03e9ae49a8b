import { join } from 'node:path';
import { newFolder } from '../support/folder.ts';
import { inTime } from '../support/in-time.ts';
import { violations } from './check.ts';
import {
  type Counts,
  callsIn,
  counted,
  faulty,
  injectedIn,
  isKill,
  lasting,
  type Point,
  SIDES,
  type Side,
  spoils,
} from './fault.ts';
import { Scenario } from './scenario.ts';

export interface PointResult {
  readonly point: Point;
  /** False when the run made fewer calls than that. */
  readonly reached: boolean;
  readonly violations: readonly string[];
  /** Steps somebody was asked to try again. */
  readonly refused: readonly string[];
  /** Ends at which the program said why it cannot serve. */
  readonly namedEnds: number;
  readonly uncertain: number;
  readonly slips: number;
  readonly ms: number;
}

/** Everything is at rest long before; what is not by then never will be. */
const DEADLINE_MS = 25_000;

export async function runPoint(template: string, point: Point): Promise<PointResult> {
  const began = performance.now();
  const folder = newFolder('crash-report');
  const report = join(folder.path, 'strace');
  // Each try meets at least one of the calls that fail.
  const scenario = await Scenario.on(
    template,
    point.side,
    faulty(point, report),
    1 + lasting(point.kind),
    spoils(point),
  );
  const found: string[] = [];
  try {
    await inTime(scenario.play(), DEADLINE_MS);
    await scenario.kill();
    found.push(...violations(scenario));
  } catch (error) {
    await scenario.kill();
    found.push(
      `it did not come to rest at "${scenario.doing}": ${error instanceof Error ? error.message : String(error)}`,
    );
    found.push(...scenario.patient.unexplained().map(({ output }) => output.slice(-600)));
  }
  const killed = scenario.patient.ends.some(({ signal }) => signal === 'SIGKILL');
  const reached = isKill(point.kind) ? killed : injectedIn(report) > 0;
  await scenario.close();
  folder.remove();
  return {
    point,
    reached,
    violations: found,
    refused: scenario.refused,
    namedEnds: scenario.patient.named().length,
    uncertain: scenario.uncertain.length,
    slips: scenario.slips.length,
    ms: Math.round(performance.now() - began),
  };
}

/** A run in which nothing is hurt: how many calls each side makes. Throws when even that is not well. */
export async function countCalls(template: string): Promise<Counts> {
  const counts: Partial<Record<Side, ReturnType<typeof callsIn>>> = {};
  for (const side of SIDES) {
    const folder = newFolder('crash-report');
    const report = join(folder.path, 'strace');
    const scenario = await Scenario.on(template, side, counted(report), 1);
    try {
      await inTime(scenario.play(), DEADLINE_MS);
      await scenario.kill();
      const found = violations(scenario);
      if (found.length > 0) throw new Error(`a run without any fault is not well: ${found.join('; ')}`);
      counts[side] = callsIn(report);
    } finally {
      await scenario.close();
      folder.remove();
    }
  }
  return counts as Counts;
}
