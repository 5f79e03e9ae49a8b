import Database from 'better-sqlite3';
import { PrinterConfig } from '../../src/main/station/devices/config.ts';
import {
  FakePrinter,
  ManualClock,
  MemoryLine,
  settle,
  ticketText,
} from '../../src/main/station/devices/fakes/index.ts';
import { openPrinter } from '../../src/main/station/devices/index.ts';
import type { PrinterProfileId } from '../../src/main/station/devices/printer/profiles.ts';
import { enqueue, SpoolWorker, spoolMigration } from '../../src/main/station/spool/index.ts';
import type { PaperDocument } from '../../src/shared/paper/document.ts';
import { Dice } from '../fuzz/engine.ts';

const PATIENCE_MS = 90_000;

export interface Tally {
  readonly tickets: number;
  readonly printed: number;
  readonly unknown: number;
  readonly expired: number;
  /** Uncertain ones of which a slip did come out. */
  readonly unknownOnPaper: number;
  readonly faults: number;
  /** Promises broken, in words. */
  readonly broken: readonly string[];
}

/** A ticket of ordinary length whose number is found again on the paper. */
function slip(number: string): PaperDocument {
  const lines = [
    '示例市政务服务中心',
    number,
    '社保医保',
    '前面等候 3 人',
    '请到 一楼 A 区 等候叫号',
    '取号 2026-11-23 09:05',
  ];
  return { version: 1, lines: [...lines.map((text) => ({ kind: 'text' as const, text })), { kind: 'cut' }] };
}

/**
 * Prints tickets through a printer that fails in every way it can, at random moments, and holds the spool's word for
 * each against the paper. Nobody resolves anything: what is uncertain stays so.
 */
export async function printThroughFailures(tickets: number, profile: PrinterProfileId, seed: number): Promise<Tally> {
  const dice = new Dice(seed);
  const clock = new ManualClock();
  const line = new MemoryLine();
  const fake = new FakePrinter({ clock });
  fake.attach(line.device);
  fake.setLineTime(20);
  const db = new Database(':memory:');
  db.exec(spoolMigration);
  const printer = openPrinter(PrinterConfig.parse({ url: 'tcp://127.0.0.1:9100', profile }), {
    clock,
    transport: line.make,
  });
  const worker = new SpoolWorker({ db, printer, clock });
  const faults = new Faults(fake, line, dice);
  const paper = new Map<string, number>();
  fake.onTicket((ticket) => {
    // A slip cut short by a power cut and the next one are one strip of paper: each number on it counts.
    for (const [number] of ticketText(ticket).matchAll(/T\d{6}/g)) paper.set(number, (paper.get(number) ?? 0) + 1);
  });
  await settle();
  worker.start();
  for (let at = 1; at <= tickets; at += 1) {
    const id = `T${String(at).padStart(6, '0')}`;
    enqueue(db, { id, ref: id, document: slip(id), now: clock.now(), expiresAt: clock.now() + PATIENCE_MS });
    worker.wake();
    if (dice.roll(4) === 0) faults.happen();
    await clock.advance(dice.roll(400));
    if (dice.roll(4) === 0) faults.happen();
    await clock.advance(100 + dice.roll(dice.roll(20) === 0 ? 20_000 : 600));
    if (dice.roll(3) === 0) faults.heal();
  }
  faults.heal();
  await clock.advance(PATIENCE_MS + 30_000);
  worker.stop();
  await printer.close();
  const jobs = db.prepare('SELECT id, state FROM spool_job').all() as { id: string; state: string }[];
  db.close();
  return tally(jobs, paper, tickets, faults.count);
}

function tally(
  jobs: { id: string; state: string }[],
  paper: Map<string, number>,
  tickets: number,
  faults: number,
): Tally {
  const broken: string[] = [];
  const count = { printed: 0, unknown: 0, expired: 0 };
  let unknownOnPaper = 0;
  for (const { id, state } of jobs) {
    const slips = paper.get(id) ?? 0;
    if (slips > 1) broken.push(`${id}: ${slips} slips`);
    if (state === 'printed' && slips !== 1) broken.push(`${id} is printed, and there are ${slips} slips`);
    if (state === 'expired' && slips !== 0) broken.push(`${id} is expired, and a slip came out`);
    if (state === 'unknown' && slips === 1) unknownOnPaper += 1;
    if (state in count) count[state as keyof typeof count] += 1;
    else broken.push(`${id} is still ${state}`);
  }
  if (jobs.length !== tickets) broken.push(`${tickets} tickets, ${jobs.length} jobs`);
  return { tickets, ...count, unknownOnPaper, faults, broken };
}

class Faults {
  count = 0;
  readonly #fake: FakePrinter;
  readonly #line: MemoryLine;
  readonly #dice: Dice;

  constructor(fake: FakePrinter, line: MemoryLine, dice: Dice) {
    this.#fake = fake;
    this.#line = line;
    this.#dice = dice;
  }

  happen(): void {
    this.count += 1;
    switch (this.#dice.roll(10)) {
      case 0:
        this.#fake.runOutAfter(1 + this.#dice.roll(8));
        break;
      case 1:
        this.#fake.setPaper('end');
        break;
      case 2:
        this.#fake.setCover('open');
        break;
      case 3:
        this.#fake.setFault('cutter', true);
        break;
      case 4:
        this.#fake.setFault('hot', true);
        break;
      case 5:
        this.#line.unplug();
        break;
      case 6:
        this.#fake.powerCycle();
        break;
      case 7:
        this.#fake.setSilent(true);
        break;
      case 8:
        this.#fake.setPace(300 + this.#dice.roll(1000));
        break;
      case 9:
        this.#fake.say(Uint8Array.of(this.#dice.roll(256), this.#dice.roll(256)));
        break;
    }
  }

  heal(): void {
    this.#line.plug();
    this.#fake.setSilent(false);
    this.#fake.setPace(null);
    this.#fake.setFault('cutter', false);
    this.#fake.setFault('hot', false);
    this.#fake.setCover('closed');
    this.#fake.setPaper('ok');
  }
}
