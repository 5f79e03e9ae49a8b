import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lived } from './hall-life.ts';
import { readRecords } from './records.ts';
import { readSlips } from './slips.ts';

const DISPENSER = 'dispenser-1';
/** What a person who was not there wants to see of each room. */
const PICTURES = [
  'launcher',
  'dispenser-home',
  'dispenser-card',
  'dispenser-done',
  'dispenser-offline',
  'counter-idle',
  'counter-serving',
  'counter-offline',
  'pad-rate',
  'pad-reasons',
  'pad-thanks',
  'display',
  'kiosk-home',
  'kiosk-item',
  'kiosk-progress',
  'desk',
  'dock',
];

/** Three witnesses, each against the others: what people saw, what was printed, what the hall wrote down. */
export function check(dir: string, lived: Lived): { summary: Record<string, unknown>; problems: string[] } {
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const records = readRecords(join(dir, 'hall'));
  const slips = readSlips(join(dir, 'paper'));
  const tickets = slips.filter((slip) => slip.printer.startsWith(DISPENSER) && slip.number !== null && !slip.reprint);
  const issued = records.tickets.filter((ticket) => ticket.issuedBy === DISPENSER && ticket.mergedInto === null);

  for (const number of lived.taken) {
    const papers = tickets.filter((slip) => slip.number === number);
    must(papers.length === 1, `${number} stood on the screen and on ${papers.length} slips`);
    const known = issued.filter((ticket) => ticket.number === number);
    must(known.length === 1, `${number} stood on the screen and in ${known.length} of the hall's records`);
    must(known[0]?.paper === 'printed', `${number}: the hall says its paper is ${known[0]?.paper}`);
    must(papers[0]?.code === known[0]?.code, `${number}: the code on paper is not the hall's`);
    must(known[0]?.conflict === 'none', `${number}: ${known[0]?.conflict}`);
  }
  const onPaper = new Set(tickets.map((slip) => slip.number));
  const lost = issued.filter((ticket) => ticket.status !== 'void' && !onPaper.has(ticket.number)).length;
  const doubled = tickets.length - onPaper.size;
  must(lost === 0, `${lost} tickets of the hall have no paper`);
  must(doubled === 0, `${doubled} numbers came out twice`);
  must(tickets.length === lived.taken.length, `${lived.taken.length} were taken, ${tickets.length} printed`);
  must(lived.taken.length >= 30, `only ${lived.taken.length} tickets`);
  must(lived.offline.length >= 8, `only ${lived.offline.length} tickets while the hall was away`);

  const calls = (records.accepted['ticket.next'] ?? 0) + (records.accepted['ticket.take'] ?? 0);
  const services = records.services.filter((service) => service.finishedAt !== null);
  for (const number of lived.served) {
    const ticket = issued.find((each) => each.number === number);
    const times = services.filter((service) => service.ticketId === ticket?.id).length;
    must(
      ticket?.status === 'finished' && times === 1,
      `${number} was served; the hall says ${ticket?.status}, ${times} times`,
    );
  }
  for (const number of lived.missed) {
    must(
      issued.find((ticket) => ticket.number === number)?.status === 'missed',
      `${number} did not come; the hall does not say so`,
    );
  }
  must((records.accepted['ticket.transfer'] ?? 0) === lived.transferred.length, 'a transfer is not in the records');
  const low = records.ratings.filter((rating) => rating.level <= 2);
  must(
    low.length === lived.lowRatings && low.every((rating) => rating.reasons.length > 0),
    'a low rating has no reason',
  );
  must(lived.progressFound, 'the code on the slip did not lead to its ticket');
  must(
    slips.some((slip) => slip.printer.startsWith('kiosk-1')),
    'the kiosk printed nothing',
  );
  for (const { kind, station, refusal } of records.refused) {
    if (!refusal.includes('nobody-waiting')) problems.push(`refused: ${kind} of ${station}: ${refusal}`);
  }

  for (const name of PICTURES) must(isThere(join(dir, 'screens', `${name}.png`)), `no picture of ${name}`);
  return {
    summary: {
      ticketsIssued: issued.length,
      ticketsPrinted: tickets.length,
      calls,
      services: services.length,
      ratings: records.ratings.length,
      offlineTickets: lived.offline.length,
      lost,
      doubled,
      missed: lived.missed.length,
      transfers: lived.transferred.length,
      helpCalls: records.accepted['help.call'] ?? 0,
      pictures: lived.pictures.length,
      papers: slips.map(({ file, number, code, lines }) => ({ file, number, code, text: lines.join('\n') })),
    },
    problems,
  };
}

function isThere(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 2000;
}
