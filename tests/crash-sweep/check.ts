import { join } from 'node:path';
import { readHall } from '../../src/hall/verify/read-sqlite.ts';
import { verifyJournal } from '../../src/hall/verify/verify.ts';
import type { FakeTicket } from '../../src/main/station/devices/fakes/index.ts';
import { ticketText } from '../../src/main/station/devices/fakes/index.ts';
import { openStationDatabase } from '../../src/main/station/store/database.ts';
import type { JournalLine } from '../../src/shared/intent/envelope.ts';
import type { Ticket } from '../../src/shared/queue/types.ts';
import type { StationProcess } from '../support/station-process.ts';
import type { Scenario } from './scenario.ts';

interface Slip {
  readonly number: string;
  readonly code: string;
}

/** Read from the paper as a person would. */
function readSlip(slip: FakeTicket): Slip {
  const text = ticketText(slip);
  const number = /^\s*([A-Z]\d{3,})\s*$/m.exec(text)?.[1];
  const code = /(\d{4}) (\d{4})(?!.*\d{4} \d{4})/s.exec(text);
  if (!number || !code) throw new Error(`a slip without number or code:\n${text}`);
  return { number, code: `${code[1]}${code[2]}` };
}

/** What must be true when everyone was heard and nobody runs any more; each line says what is not. */
export function violations(scenario: Scenario): string[] {
  const { hall } = scenario;
  const tickets = hall.records('ticket').filter((ticket) => ticket.mergedInto === null);
  return [
    ...ends(scenario),
    ...paper(scenario, tickets),
    ...promises(scenario, tickets),
    ...[scenario.dispenser, scenario.counter].flatMap((station) => journal(scenario, station)),
    ...readHall(join(hall.data, 'hall.db'), (read) => verifyJournal(read.lines, read.records, read)).findings.map(
      ({ position, what }) => `verify-journal, line ${position}: ${what}`,
    ),
  ];
}

/** A program may be killed, and may say that it cannot go on; it never just falls over. */
function ends({ patient, untidy }: Scenario): string[] {
  return [
    ...patient.unexplained().map(({ code, signal, output }) => {
      const trouble = output.split('\n').filter((line) => /Error|SQLITE/.test(line));
      return `it ended by itself (${code ?? signal}): ${trouble.slice(0, 3).join(' | ') || output.slice(-400)}`;
    }),
    ...untidy.map((what) => `a procedure failed instead of answering: ${what}`),
  ];
}

export function paper(
  { slips, uncertain, dispenser }: Pick<Scenario, 'slips' | 'uncertain' | 'dispenser'>,
  tickets: readonly Ticket[],
): string[] {
  const found: string[] = [];
  const out = new Map<string, Slip[]>();
  for (const slip of slips.map(readSlip)) out.set(slip.number, [...(out.get(slip.number) ?? []), slip]);
  for (const [number, same] of out) {
    if (new Set(same.map(({ code }) => code)).size > 1) found.push(`${number} was printed for ${same.length} tickets`);
    else if (same.length > 1) found.push(`${number} was printed ${same.length} times by itself`);
    const known = tickets.filter((ticket) => ticket.number === number);
    if (known.length !== 1) found.push(`slip ${number} stands for ${known.length} tickets at the hall`);
    else if (known[0]!.code !== same[0]!.code) found.push(`slip ${number} has another code than the hall's ticket`);
  }
  const shown = new Set(uncertain.map(({ number }) => number));
  for (const ticket of tickets.filter(({ issuedBy }) => issuedBy === dispenser.station)) {
    const isOut = out.has(ticket.number);
    const says = `the hall says ${ticket.paper} of ${ticket.number}`;
    if (ticket.paper === 'pending') found.push(`${says} though everyone was heard`);
    if (ticket.paper === 'printed' && !isOut) found.push(`${says}, and no slip came out`);
    if (ticket.paper === 'failed' && isOut) found.push(`${says}, and a slip came out`);
    if ((ticket.paper === 'unknown') !== shown.has(ticket.number)) {
      found.push(`${says}, the station shows ${[...shown].join() || 'nothing'} as uncertain`);
    }
  }
  return found;
}

/** Whoever was told that it is done was told the truth. */
function promises({ hall, acknowledged }: Scenario, tickets: readonly Ticket[]): string[] {
  const found: string[] = [];
  for (const { id, number, code } of acknowledged.tickets) {
    const ticket = tickets.find((one) => one.id === id);
    if (!ticket) found.push(`ticket ${number} was promised, the hall does not know it`);
    else if (ticket.number !== number || ticket.code !== code)
      found.push(`ticket ${number} was promised, the hall says ${ticket.number}`);
    else if (ticket.paper === 'failed') found.push(`ticket ${number} was promised, and its paper failed`);
    else if (ticket.status === 'void' || ticket.conflict !== 'none')
      found.push(`ticket ${number} was promised, and is ${ticket.status}, conflict ${ticket.conflict}`);
  }
  const services = hall.records('service');
  for (const ticketId of acknowledged.served) {
    const count = services.filter((one) => one.ticketId === ticketId && one.finishedAt !== null).length;
    if (count !== 1) found.push(`a ticket was served, the hall has ${count} finished services for it`);
  }
  const evaluations = hall.records('evaluation');
  for (const serviceId of acknowledged.rated) {
    const count = evaluations.filter((one) => one.serviceId === serviceId).length;
    if (count !== 1) found.push(`a service was rated, the hall has ${count} ratings of it`);
  }
  return found;
}

/** Every line the station wrote is at the hall, once, in its order; and the hall has none the station has not. */
export function journal({ hall }: Pick<Scenario, 'hall'>, station: StationProcess): string[] {
  const db = openStationDatabase(station.dataDir, join(station.folder.path, 'station.key'));
  try {
    const written = (db.prepare('SELECT line FROM journal ORDER BY seq').pluck().all() as string[]).map(
      (line) => (JSON.parse(line) as JournalLine).hash,
    );
    const heard = hall.journal(station.station).map(({ line }) => line.hash);
    const first = written.findIndex((hash, i) => hash !== heard[i]);
    const same = first < 0 && written.length === heard.length;
    return same ? [] : [`${station.station} wrote ${written.length} lines, the hall has ${heard.length} of them`];
  } finally {
    db.close();
  }
}
