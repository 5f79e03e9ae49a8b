import Database from 'better-sqlite3';
import { isVisible, sightOf } from '../../src/hall/feed/visible.ts';
import type { Case, CaseNumber, CaseProgress } from '../../src/shared/case/types.ts';
import { canonical } from '../../src/shared/intent/envelope.ts';
import { ON_DEMAND, type OnDemandType } from '../../src/shared/intent/records.ts';
import type { Role } from '../../src/shared/protocol/link.ts';
import type { Receipt } from './case-life.ts';
import type { StationNode } from './station-node.ts';

type Kept = ReadonlyMap<OnDemandType, ReadonlyMap<string, object>>;

/** What must be true of cases when everyone was heard; each line says what is not. */
export function caseViolations(
  file: string,
  receipts: readonly Receipt[],
  nodes: readonly { node: StationNode; roles: readonly Role[] }[],
): string[] {
  const kept = readKept(file);
  const cases = [...kept.get('case')!.values()] as Case[];
  const numbers = kept.get('caseNumber')! as ReadonlyMap<string, CaseNumber>;
  const progress = kept.get('caseProgress')! as ReadonlyMap<string, CaseProgress>;
  const found: string[] = [];
  const byNumber = new Map<string, string>();
  for (const the of cases) {
    if (byNumber.has(the.number)) found.push(`case number ${the.number} stands for two cases`);
    byNumber.set(the.number, the.id);
    if (the.conflict !== 'none') found.push(`case ${the.number} is marked ${the.conflict}`);
    if (the.decidedBy && the.decidedBy.id === the.acceptedBy?.id)
      found.push(`case ${the.number} was accepted and decided by ${the.decidedBy.id}`);
    if (the.decidedBy && !the.acceptedBy) found.push(`case ${the.number} was decided and never accepted`);
    if (numbers.get(the.number)?.caseId !== the.id) found.push(`case number ${the.number} is not in the index`);
    if (progress.get(the.code)?.status !== the.status)
      found.push(`the progress of ${the.number} says ${progress.get(the.code)?.status}, the case is ${the.status}`);
  }
  for (const { station, caseId, number } of receipts) {
    if (byNumber.get(number) !== caseId)
      found.push(`receipt ${number} (${station}) is ${byNumber.has(number) ? 'another case' : 'unknown'} at the hall`);
  }
  for (const { node, roles } of nodes) found.push(...copyDiffers(kept, node, roles));
  return found;
}

function readKept(file: string): Kept {
  const db = new Database(file, { readonly: true });
  try {
    const rows = db.prepare('SELECT id, body FROM record WHERE type = ? AND body IS NOT NULL');
    const read = (type: OnDemandType) =>
      new Map(
        (rows.all(type) as { id: string; body: string }[]).map(({ id, body }) => [id, JSON.parse(body) as object]),
      );
    return new Map(ON_DEMAND.map((type) => [type, read(type)]));
  } finally {
    db.close();
  }
}

/** Every record a station may look up reads as it does at the hall. */
function copyDiffers(kept: Kept, node: StationNode, roles: readonly Role[]): string[] {
  const sight = sightOf(roles, node.id);
  const found: string[] = [];
  for (const [type, records] of kept) {
    for (const [id, body] of records) {
      if (!isVisible({ type, body } as never, sight, node.id)) continue;
      const here = JSON.stringify(canonical(node.core!.state.get(type, id) ?? null));
      const there = JSON.stringify(canonical(body));
      if (here !== there) found.push(`${node.id}: ${type} ${id} reads ${here}, at the hall ${there}`);
    }
  }
  return found;
}
