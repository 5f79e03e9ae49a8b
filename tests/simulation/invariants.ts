import { isVisible, sightOf } from '../../src/hall/feed/visible.ts';
import type { HallService } from '../../src/hall/server/service.ts';
import type { SqliteHallStore } from '../../src/hall/store/sqlite.ts';
import { canonical } from '../../src/shared/intent/envelope.ts';
import { RESIDENT_TYPES } from '../../src/shared/intent/records.ts';
import type { Role } from '../../src/shared/protocol/link.ts';
import type { Slip, StationNode } from './station-node.ts';

/** What must be true when every wire is mended and everyone has been heard; each line says what is not. */
export async function violations(
  halls: readonly HallService[],
  lines: Awaited<ReturnType<SqliteHallStore['recentLines']>>,
  nodes: readonly { node: StationNode; roles: readonly Role[] }[],
  slips: readonly Slip[],
): Promise<string[]> {
  const found = halls.slice(1).flatMap((other, i) => serverDiffers(halls[0]!, other, i + 1));
  const hall = halls[0]!;
  const { state } = hall.authority;
  const tickets = [...state.all('ticket')].filter((t) => t.mergedInto === null);

  const byNumber = new Map<string, string[]>();
  for (const ticket of tickets) {
    if (ticket.stub) {
      if (slips.every((slip) => slip.number !== ticket.number))
        found.push(`ticket ${ticket.number} is a stub of a slip nobody printed`);
      else found.push(`ticket ${ticket.number} stayed a stub though its dispenser was heard`);
    }
    const key = `${ticket.day} ${ticket.number}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), ticket.id]);
  }
  for (const [number, ids] of byNumber) if (ids.length > 1) found.push(`${number} stands for ${ids.length} tickets`);

  const codes = new Map<string, Set<string>>();
  for (const slip of slips) {
    const bearing = tickets.filter((t) => t.code === slip.code);
    // Two dispensers that did not hear of each other may draw one code; one dispenser never does.
    if (bearing.filter((t) => t.issuedBy === slip.station).length > 1)
      found.push(`code ${slip.code} leads to several tickets of ${slip.station}`);
    const known = bearing.find((t) => t.issuedBy === slip.station) ?? bearing[0];
    if (!known) found.push(`slip ${slip.number} (${slip.station}) is unknown to the hall`);
    else if (known.number !== slip.number) found.push(`slip says ${slip.number}, the hall says ${known.number}`);
    codes.set(slip.number, (codes.get(slip.number) ?? new Set()).add(slip.code));
  }
  for (const [number, set] of codes) if (set.size > 1) found.push(`${number} was printed for ${set.size} people`);

  const finished = new Map<string, number>();
  for (const service of state.all('service')) {
    if (service.finishedAt !== null) finished.set(service.ticketId, (finished.get(service.ticketId) ?? 0) + 1);
  }
  for (const [ticketId, count] of finished) {
    const ticket = state.get('ticket', ticketId);
    if (!ticket) found.push(`a service belongs to ticket ${ticketId} that is not there`);
    else if (count > 1 && ticket.conflict !== 'served-twice')
      found.push(`${ticket.number} was served ${count} times and nobody is told`);
  }

  const atWindow = new Map<string, string[]>();
  for (const window of state.all('window')) {
    if (window.ticketId) atWindow.set(window.ticketId, [...(atWindow.get(window.ticketId) ?? []), window.id]);
  }
  for (const [ticketId, windows] of atWindow) {
    const ticket = state.get('ticket', ticketId);
    if (windows.length > 1 && ticket?.conflict !== 'served-twice')
      found.push(`${ticket?.number} is at ${windows.join(' and ')}`);
  }

  const heard = new Map<string, number[]>();
  for (const line of lines)
    heard.set(line.intent.station, [...(heard.get(line.intent.station) ?? []), line.intent.seq]);
  for (const { node, roles } of nodes) {
    const core = node.core!;
    const seqs = (heard.get(node.id) ?? []).sort((a, b) => a - b);
    if (seqs.length !== core.journal.lastSeq || seqs.some((seq, i) => seq !== i + 1)) {
      found.push(`${node.id} wrote ${core.journal.lastSeq} intents, the hall applied ${seqs.length}`);
    }
    if (core.journal.pending.length > 0)
      found.push(`${node.id} still waits with ${core.journal.pending.length} intents`);
    const refusedAtHall = lines.filter((l) => l.intent.station === node.id && l.refusal !== null).length;
    const known = core.refusedEver();
    if (refusedAtHall !== known) found.push(`${node.id} knows of ${known} refusals, the hall made ${refusedAtHall}`);
    found.push(...differences(hall, node, roles));
  }
  return found;
}

/** Two servers of one hall know the same when everything was heard. */
function serverDiffers(first: HallService, other: HallService, n: number): string[] {
  const found: string[] = [];
  if (other.authority.position !== first.authority.position)
    found.push(`server ${n} stands at ${other.authority.position}, the first at ${first.authority.position}`);
  for (const type of RESIDENT_TYPES) {
    const texts = (service: HallService) =>
      [...service.authority.state.all(type)].map((body) => JSON.stringify(canonical(body))).sort();
    if (texts(first).join() !== texts(other).join()) found.push(`server ${n} has other records of type ${type}`);
  }
  return found;
}

/** A list comes out as often as its spool says, give or take what nobody can vouch for. */
export function listViolations(
  nodes: readonly { node: StationNode; roles: readonly Role[] }[],
  lists: readonly string[],
): string[] {
  return nodes
    .filter(({ roles }) => roles.includes('kiosk'))
    .flatMap(({ node }) => {
      const out = lists.filter((id) => id === node.id).length;
      const { printed = 0, unknown = 0, queued = 0, sending = 0 } = node.printed();
      const found: string[] = [];
      if (out < printed - node.resolved || out > printed + unknown)
        found.push(`${node.id} printed ${out} lists, its spool says ${printed} and ${unknown} uncertain`);
      if (queued + sending > 0) found.push(`${node.id} still has ${queued + sending} lists to print`);
      return found;
    });
}

/** Every record a station holds reads as it does at the hall. */
function differences(hall: HallService, node: StationNode, roles: readonly Role[]): string[] {
  const found: string[] = [];
  const sight = sightOf(roles, node.id);
  for (const type of RESIDENT_TYPES) {
    const there = new Map<string, string>();
    for (const body of hall.authority.state.all(type)) {
      if (type === 'config' || !isVisible({ type, body } as never, sight, node.id)) continue;
      there.set(body.id, JSON.stringify(canonical(body)));
    }
    if (type === 'config') continue;
    for (const body of node.core!.state.all(type)) {
      const text = JSON.stringify(canonical(body));
      if (there.get(body.id) !== text)
        found.push(`${node.id}: ${type} ${body.id} reads ${text}, at the hall ${there.get(body.id)}`);
      there.delete(body.id);
    }
    for (const id of there.keys()) found.push(`${node.id} lacks ${type} ${id}`);
  }
  return found;
}
