// From the press to the first byte at the printer. Product and floor take turns within one run: on a machine that has
// other things to do, only figures of the same minute can be compared.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { IssueOutcome } from '../../../src/shared/protocol/station-contract.ts';
import type { BenchOptions } from '../main.ts';
import { type RunningHall, startHall } from '../support/hall-process.ts';
import { Peer } from '../support/peer.ts';
import { rounded, spread } from '../support/quantiles.ts';

const RUNS = 400;
const WARM_UP = 80;
const HUNG_RUNS = 12;
/** More numbers for the time without the hall than a hall grants, so that a run of hundreds does not end for want of them. */
const OFFLINE_BLOCK = 200;

interface Slip {
  readonly firstByteAt: number;
  readonly bytes: string;
}

const here = import.meta.dirname;
const NS_PER_MS = 1e6;

export async function benchTicket(options: BenchOptions): Promise<object> {
  const runs = options.runs ?? RUNS;
  // In the checkout: a temporary folder may lie in memory, where a durable commit costs nothing.
  const parent = join(here, '../../../out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'ticket-'));
  const bench = new TicketBench(dir);
  try {
    return await bench.run(runs);
  } finally {
    await bench.end();
    rmSync(dir, { recursive: true, force: true });
  }
}

class TicketBench {
  readonly #dir: string;
  readonly #queues = sampleHall.queues.map((queue) => queue.id);
  readonly #printers: Peer;
  #hall: RunningHall | null = null;
  #station: Peer | null = null;
  #bareStation: Peer | null = null;
  #bareHall: Peer | null = null;
  #presses = 0;
  readonly #slips = new Set<string>();
  #hallPort = 0;

  constructor(dir: string) {
    this.#dir = dir;
    this.#printers = new Peer('printer', join(here, 'printer-process.ts'));
  }

  async run(runs: number): Promise<object> {
    const ports = await this.#printers.ask<{ product: number; bare: number }>('listen');
    await this.#openHall();
    const station = await this.#openStation(ports.product);
    say('warming up');
    let ticketBytes = '';
    for (let i = 0; i < WARM_UP; i += 1) ticketBytes = (await this.#press(station)).bytes;
    const bare = await this.#openBare(station, ports.bare, ticketBytes);
    for (let i = 0; i < WARM_UP; i += 1) await this.#pressBare(bare, 'press');

    say(`online: ${runs} presses and ${runs} of the floor, in turn`);
    const online: number[] = [];
    const answers: number[] = [];
    const floor: number[] = [];
    let fellBack = 0;
    for (let i = 0; i < runs; i += 1) {
      const press = await this.#press(station);
      online.push(press.ms);
      answers.push(press.answerMs);
      if (press.offline) fellBack += 1;
      floor.push(await this.#pressBare(bare, 'press'));
    }

    say(`hall hung: ${HUNG_RUNS} presses`);
    const hung: number[] = [];
    for (let i = 0; i < HUNG_RUNS; i += 1) {
      await station.ask('online');
      this.#hall?.process.kill('SIGSTOP');
      hung.push((await this.#press(station)).ms);
      this.#hall?.process.kill('SIGCONT');
    }
    await station.ask('online');

    say(`offline: ${runs} presses and ${runs} of the floor, in turn`);
    await this.#hall?.kill();
    await station.ask('offline');
    for (let i = 0; i < WARM_UP; i += 1) {
      await this.#press(station);
      await this.#pressBare(bare, 'pressAlone');
    }
    const offline: number[] = [];
    const floorOffline: number[] = [];
    for (let i = 0; i < runs; i += 1) {
      offline.push((await this.#press(station)).ms);
      floorOffline.push(await this.#pressBare(bare, 'pressAlone'));
    }

    const unread = await this.#printers.ask<number>('unread');
    if (unread !== 0 || this.#slips.size !== this.#presses) {
      throw new Error(`${this.#presses} presses, ${this.#slips.size} different slips, ${unread} more than presses`);
    }
    const spreads = {
      online: spread(online),
      floor: spread(floor),
      offline: spread(offline),
      floorOffline: spread(floorOffline),
    };
    return {
      online: { ...spreads.online, answeredP50Ms: spread(answers).p50Ms, fellBack },
      offline: { ...spreads.offline, fallbackMs: rounded(Math.max(...hung)), fallbackP50Ms: spread(hung).p50Ms },
      floor: spreads.floor,
      floorOffline: spreads.floorOffline,
      ratioP50: rounded(spreads.online.p50Ms / spreads.floor.p50Ms),
      ratioP99: rounded(spreads.online.p99Ms / spreads.floor.p99Ms),
      ratioOfflineP50: rounded(spreads.offline.p50Ms / spreads.floorOffline.p50Ms),
      runs,
      ticketBytes: Buffer.from(ticketBytes, 'base64').length,
    };
  }

  async #openHall(): Promise<void> {
    const hallFile = join(this.#dir, 'hall.json');
    writeFileSync(
      hallFile,
      JSON.stringify({ ...sampleHall, rules: { ...sampleHall.rules, offlineBlock: OFFLINE_BLOCK } }),
    );
    this.#hall = await startHall({ data: join(this.#dir, 'hall'), port: this.#hallPort, hallFile });
    this.#hallPort = Number(new URL(this.#hall.url).port);
  }

  async #openStation(printerPort: number): Promise<Peer> {
    const file = join(this.#dir, 'station.json');
    writeFileSync(
      file,
      JSON.stringify({
        station: 'dispenser-1',
        name: '1 号取号机',
        roles: ['dispenser'],
        hall: { url: `ws://127.0.0.1:${this.#hallPort}`, enrolCode: this.#hall?.enrolCode },
        data: 'station',
        keyFile: 'station.key',
        devices: { ticketPrinter: { url: `tcp://127.0.0.1:${printerPort}` } },
      }),
    );
    const station = new Peer('station', join(here, 'station-process.ts'), [file]);
    this.#station = station;
    await station.ask('ready');
    return station;
  }

  async #openBare(station: Peer, printerPort: number, slip: string): Promise<Peer> {
    const sizes = await station.ask<{ question: number; document: number; record: number }>('sizes');
    this.#bareHall = new Peer('bare hall', join(here, 'bare-hall.ts'));
    const hallPort = await this.#bareHall.ask('listen', {
      file: join(this.#dir, 'bare-hall.db'),
      lineBytes: sizes.question + sizes.record,
      replyBytes: sizes.record,
    });
    const bare = new Peer('bare station', join(here, 'bare-station.ts'));
    this.#bareStation = bare;
    await bare.ask('setUp', {
      file: join(this.#dir, 'bare-station.db'),
      hallPort,
      printerPort,
      questionBytes: sizes.question,
      documentBytes: sizes.document,
      slip,
    });
    return bare;
  }

  /** One press of the product; the next may follow when its paper is out and the hall knows of it. */
  async #press(station: Peer): Promise<{ ms: number; answerMs: number; offline: boolean; bytes: string }> {
    const queue = this.#queues[this.#presses % this.#queues.length];
    this.#presses += 1;
    const [pressed, slip] = await Promise.all([
      station.ask<{ pressedAt: number; answeredAt: number; outcome: IssueOutcome }>('press', queue),
      this.#printers.ask<Slip>('slip', 'product'),
    ]);
    const { outcome } = pressed;
    if (!outcome.ok) throw new Error(`a press was refused: ${JSON.stringify(outcome.refusal)}`);
    this.#slips.add(slip.bytes);
    await station.ask('settled', outcome.ticket.ticketId);
    return {
      ms: (slip.firstByteAt - pressed.pressedAt) / NS_PER_MS,
      answerMs: (pressed.answeredAt - pressed.pressedAt) / NS_PER_MS,
      offline: outcome.offline,
      bytes: slip.bytes,
    };
  }

  async #pressBare(bare: Peer, what: 'press' | 'pressAlone'): Promise<number> {
    const [pressedAt, slip] = await Promise.all([bare.ask<number>(what), this.#printers.ask<Slip>('slip', 'bare')]);
    return (slip.firstByteAt - pressedAt) / NS_PER_MS;
  }

  async end(): Promise<void> {
    this.#hall?.process.kill('SIGCONT');
    await Promise.all([this.#station, this.#bareStation, this.#bareHall, this.#printers].map((peer) => peer?.end()));
    await this.#hall?.kill();
  }
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
