import { afterEach } from 'vitest';
import { startTcpFake, type TcpFake, ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { HallProcess, type HallStart } from '../../support/hall-process.ts';
import { StationProcess, type StationStart } from '../../support/station-process.ts';
import { openWire, type Wire } from '../../support/wire.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export async function openHall(options: HallStart = {}): Promise<HallProcess> {
  const hall = await HallProcess.start(options);
  closing.push(() => hall.close());
  return hall;
}

export async function openPrinter(): Promise<TcpFake<'printer'>> {
  const printer = await startTcpFake('printer');
  closing.push(printer.close);
  return printer;
}

export async function layWire(hall: HallProcess): Promise<Wire> {
  const wire = await openWire(hall.port);
  closing.push(wire.close);
  return wire;
}

/** A cable to any port of this machine. */
export async function layCable(port: number): Promise<Wire> {
  const wire = await openWire(port);
  closing.push(wire.close);
  return wire;
}

export async function openStation(options: StationStart): Promise<StationProcess> {
  const station = await StationProcess.start(options);
  closing.push(() => station.close());
  return station;
}

/** What a station needs of the hall it goes to. */
export type Door = Pick<HallProcess, 'stationUrl' | 'enrolCode'>;

type Over = Partial<StationStart> & { readonly wire?: Wire };

/** A dispenser with a printer, ready for the first press. */
export async function openDispenser(hall: Door, printer: TcpFake<'printer'>, over: Over = {}): Promise<StationProcess> {
  const { wire, ...rest } = over;
  const station = await openStation({
    station: 'dispenser-1',
    roles: ['dispenser'],
    hallUrl: wire?.url ?? hall.stationUrl,
    enrolCode: hall.enrolCode,
    printerUrl: printer.url,
    ...rest,
  });
  await station.ready();
  return station;
}

/** A counter with its pad, with a clerk signed on. */
export async function openCounter(hall: Door, n: number, over: Over = {}): Promise<StationProcess> {
  const { wire, ...rest } = over;
  const station = await openStation({
    station: `counter-${n}`,
    roles: ['counter', 'pad'],
    hallUrl: wire?.url ?? hall.stationUrl,
    enrolCode: hall.enrolCode,
    window: `window-${n}`,
    ...rest,
  });
  await station.untilCounter((view) => view.link.state === 'online');
  done(await station.client.counter.signOn({ clerkId: 'staff-chen' }));
  await station.settled();
  return station;
}

export const JOBS = { queueId: 'queue-employment', itemId: null, priority: 'ordinary', priorityReason: null } as const;

export async function press(station: StationProcess, over: Partial<typeof JOBS> = {}) {
  const outcome = await station.client.dispenser.press({ ...JOBS, ...over });
  if (!outcome.ok) throw new Error(`no ticket: ${outcome.refusal.code}`);
  return outcome;
}

/** The press and its slip. */
export async function ticketInHand(station: StationProcess) {
  const outcome = await press(station);
  await station.untilDispenser(
    (view) => view.paper?.ticketId === outcome.ticket.ticketId && view.paper.state === 'printed',
  );
  return outcome.ticket;
}

export function done(outcome: { ok: boolean; refusal?: unknown }): void {
  if (!outcome.ok) throw new Error(`was refused: ${JSON.stringify(outcome.refusal)}`);
}

/** The ticket numbers on the slips that came out, in order, as the printer understood the bytes. */
export function printedNumbers(printer: TcpFake<'printer'>): string[] {
  return printer.device.tickets.map((slip) => {
    const number = slip.lines.find(
      (line) => line.kind === 'text' && line.width > 1 && /^[A-Z]\d{3,}$/.test(line.text.trim()),
    );
    if (number?.kind !== 'text') throw new Error(`no number on this slip:\n${ticketText(slip)}`);
    return number.text.trim();
  });
}

/** Calls, starts and finishes the next one. */
export async function serveNext(counter: StationProcess): Promise<string> {
  done(await counter.client.counter.next({}));
  const { current } = await counter.untilCounter((view) => view.current !== null);
  done(await counter.client.counter.start({}));
  done(await counter.client.counter.finish({}));
  return current!.number;
}
