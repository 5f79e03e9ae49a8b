import { cpSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import { type FakeTicket, startTcpFake, type TcpFake } from '../../src/main/station/devices/fakes/index.ts';
import type { CounterView } from '../../src/shared/protocol/counter-view.ts';
import type { StationView } from '../../src/shared/protocol/desk-view.ts';
import type { IssueOutcome, Outcome } from '../../src/shared/protocol/station-contract.ts';
import { type Folder, newFolder } from '../support/folder.ts';
import { HallProcess } from '../support/hall-process.ts';
import { StationProcess } from '../support/station-process.ts';
import type { Side } from './fault.ts';
import { Patient } from './patient.ts';
import { counterStart, dispenserStart, freePort } from './template.ts';

const JOBS = { queueId: 'queue-employment', itemId: null, priority: 'ordinary', priorityReason: null } as const;

const DONE = { ok: true, offline: false } as const satisfies Outcome;

/** What somebody was told is done: none of it may be lost. */
export interface Acknowledged {
  readonly tickets: { id: string; number: string; code: string }[];
  /** Tickets whose service was finished. */
  readonly served: string[];
  /** Services that were rated. */
  readonly rated: string[];
}

type Hurt = { execPath: string; execArgv: readonly string[] } | null;

/** Three programs, a printer and the people before them; one of the programs is hurt on the way. */
export class Scenario {
  readonly hall: HallProcess;
  readonly dispenser: StationProcess;
  readonly counter: StationProcess;
  readonly printer: TcpFake<'printer'>;
  readonly patient: Patient;
  readonly acknowledged: Acknowledged = { tickets: [], served: [], rated: [] };
  /** Steps somebody was asked to try again, and why. */
  readonly refused: string[] = [];
  /** Failures that are neither an answer nor the end of a program. */
  readonly untidy: string[] = [];
  /** What is being waited for. */
  doing = '';
  uncertain: StationView['uncertain'] = [];
  readonly #folder: Folder;
  readonly #side: Side;
  readonly #tries: number;
  #over = false;

  private constructor(
    folder: Folder,
    side: Side,
    hurt: Hurt,
    tries: number,
    port: number,
    printer: TcpFake<'printer'>,
    spoilt: boolean,
  ) {
    this.#folder = folder;
    this.#side = side;
    this.#tries = tries;
    this.printer = printer;
    const at = (name: string) => join(folder.path, name);
    const where = { hallUrl: `ws://127.0.0.1:${port}`, enrolCode: null, printerUrl: printer.url };
    this.hall = HallProcess.described({ data: at('hall'), port });
    this.dispenser = StationProcess.described(dispenserStart({ ...where, folder: at('dispenser-1') }));
    this.counter = StationProcess.described(counterStart({ ...where, folder: at('counter-1') }));
    const one = this.#hurtOne();
    this.patient = new Patient(one, hurt, () => {
      if (spoilt && one instanceof StationProcess) spoil(one.dataDir);
    });
  }

  /**
   * `tries`: how often somebody presses again who was refused. `spoilt`: a station that was killed finds nonsense where
   * its database was.
   */
  static async on(template: string, side: Side, hurt: Hurt, tries: number, spoilt = false): Promise<Scenario> {
    const folder = newFolder('crash-point');
    cpSync(template, folder.path, { recursive: true });
    return new Scenario(folder, side, hurt, tries, await freePort(), await startTcpFake('printer'), spoilt);
  }

  #hurtOne(): HallProcess | StationProcess {
    return { hall: this.hall, station: this.dispenser, counter: this.counter }[this.#side];
  }

  get slips(): readonly FakeTicket[] {
    return this.printer.device.tickets;
  }

  /** The whole story, up to when everyone was heard. */
  async play(): Promise<void> {
    const { dispenser, counter } = this;
    const others = [this.hall, dispenser, counter].filter((one) => one !== this.#hurtOne());
    await Promise.all([this.patient.start(), ...others.map((one) => one.again())]);
    await this.#seen('dispenser ready', () => dispenser.ready());
    await this.#seen('counter settled', () => counter.settled());

    await this.#ticket();
    await Promise.all([this.#press(), this.#press()]);
    await this.#serveOne();
    await this.#ticket();

    await this.patient.restart();

    // Slips come out in the order of the presses: when this one is out, none is under way any more.
    await this.#seen('dispenser ready again', () => dispenser.ready());
    await this.#ticket();
    await this.#seen('counter settled at last', () => counter.settled());
    await this.#seen('dispenser settled at last', () => dispenser.settled());
    this.uncertain = (await dispenser.untilStation(() => true)).uncertain;
  }

  async #press(): Promise<string> {
    const pressed = await this.#done('press', async () => {
      await this.dispenser.untilDispenser((view) => view.ready === 'yes');
      return this.dispenser.client.dispenser.press(JOBS);
    });
    const { ticketId: id, number, code } = (pressed as Extract<IssueOutcome, { ok: true }>).ticket;
    this.acknowledged.tickets.push({ id, number, code });
    return id;
  }

  /** A press, and its slip taken or given up. */
  async #ticket(): Promise<void> {
    const id = await this.#press();
    // After a restart nothing is shown any more: then nobody stands here either.
    await this.#seen('slip out', () =>
      this.dispenser.untilDispenser(
        ({ paper }) => paper?.ticketId !== id || !['waiting', 'printing'].includes(paper.state),
      ),
    );
  }

  /** The clerk goes by the screen: after a restart it shows within a moment how far things are, and what is done is not done again. */
  async #serveOne(): Promise<void> {
    const { counter } = this;
    const shown = (wanted: (view: CounterView) => boolean) => counter.untilCounter(wanted);

    await this.#seen('somebody waits', () => shown(({ line, current }) => line.length > 0 || current !== null));
    await this.#done('next', async () => {
      // Whether somebody's paper is out the hall must have heard, or nobody can be called.
      await Promise.all([this.dispenser.settled(), counter.settled()]);
      const { current } = await shown(({ line, current }) => line.length > 0 || current !== null);
      return current ? DONE : counter.client.counter.next({});
    });
    const { current } = await this.#seen('called', () => shown((view) => view.current !== null));
    const { ticketId, number } = current!;
    await this.#done('start', async () => {
      const view = await shown((one) => one.current?.ticketId === ticketId);
      return view.current!.status === 'serving' ? DONE : counter.client.counter.start({});
    });
    await this.#done('finish', async () => {
      const view = await shown((one) => one.current?.ticketId === ticketId || one.rating?.number === number);
      return view.current === null ? DONE : counter.client.counter.finish({});
    });
    this.acknowledged.served.push(ticketId);
    const { rating } = await this.#seen('rating asked', () => shown((view) => view.rating?.number === number));
    const { serviceId } = rating!;
    await this.#done('rate', async () => {
      const view = await shown((one) => one.rating?.serviceId === serviceId);
      if (view.rating!.state === 'rated') return DONE;
      return counter.client.pad.rate({ serviceId, level: 5, reasons: [], text: '' });
    });
    this.acknowledged.rated.push(serviceId);
  }

  /** Does something until it is done; who is refused tries again, within reason. */
  async #done<T extends Outcome | IssueOutcome>(what: string, act: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const outcome = await this.#survive(act, what);
      if (outcome?.ok) return outcome;
      if (outcome) this.refused.push(`${what}: ${outcome.refusal.code}`);
      if (outcome && tries > this.#tries)
        throw new Error(`${what} was refused again and again: ${outcome.refusal.code}`);
    }
  }

  /** Looks until it sees what it looks for, also over the end of who shows it. */
  async #seen<T>(what: string, look: () => Promise<T>): Promise<T> {
    for (;;) {
      const seen = await this.#survive(async () => ({ it: await look() }), what);
      if (seen) return seen.it;
    }
  }

  /** Null when the program ended under the hand; it serves again then. */
  async #survive<T>(act: () => Promise<T>, what: string): Promise<T | null> {
    await this.patient.serving();
    const { ended } = this.#hurtOne().program;
    this.doing = what;
    try {
      return await act();
    } catch (error) {
      if (this.#over) throw error;
      if (error instanceof ORPCError) {
        this.untidy.push(`${what}: ${error.code}`);
        if (this.untidy.length > this.#tries) throw error;
        return null;
      }
      // The connection broke because the program ended, or is about to.
      this.doing = `${what}, broken off (${error instanceof Error ? error.message : String(error)})`;
      await ended;
      return null;
    }
  }

  /** Everything on the disk and nobody running. */
  async kill(): Promise<void> {
    this.#over = true;
    this.patient.leave();
    await Promise.all([this.hall, this.dispenser, this.counter].map((one) => one.program && one.kill()));
  }

  async close(): Promise<void> {
    await this.kill();
    await this.hall.close();
    await this.printer.close();
    this.#folder.remove();
  }
}

function spoil(dataDir: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    const file = join(dataDir, `station.db${suffix}`);
    if (existsSync(file)) writeFileSync(file, Buffer.alloc(statSync(file).size, 0x5a));
  }
}
