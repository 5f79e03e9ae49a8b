import type { Database } from 'better-sqlite3';
import { openingAt } from '../../../shared/calendar/clock.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { DeviceReport, DisplayView, KioskView } from '../../../shared/protocol/views.ts';
import { displayView } from '../../../shared/views/display.ts';
import { hallHead, itemOf } from '../../../shared/views/rows.ts';
import type { StationConfig } from '../config.ts';
import { type IdReader, openIdReader, openPrinter, type Printer } from '../devices/index.ts';
import { type Runtime, systemRuntime } from '../runtime.ts';
import { pruneSpool } from '../spool/index.ts';
import { HallKey } from '../sync/hall-key.ts';
import { StationIdentity } from '../sync/identity.ts';
import { CardDesk } from './card.ts';
import { Cases } from './cases.ts';
import { StationCore } from './core.ts';
import { Counter } from './counter.ts';
import { Dispenser } from './dispenser.ts';
import { PaperDesk } from './paper.ts';
import { Rating } from './rating.ts';

export type StationLog = (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;

/** Opening hours, waits and the business day move on by themselves. */
const TICK_MS = 10_000;
/** What became of a slip can be looked up for this long. */
const SPOOL_KEPT_MS = 3 * 86_400_000;

/** One station with everything its roles need, and nothing else. */
export class Station {
  readonly core: StationCore;
  readonly paper: PaperDesk | null = null;
  readonly dispenser: Dispenser | null = null;
  readonly counter: Counter | null = null;
  readonly cases: Cases | null = null;
  readonly rating: Rating | null = null;
  readonly #config: StationConfig;
  readonly #db: Database;
  readonly #printer: Printer | null = null;
  readonly #reader: IdReader | null = null;
  #cancelTick: () => void = () => undefined;
  #kioskJob: string | null = null;
  #day: string;

  constructor(config: StationConfig, db: Database, version: string, log: StationLog, runtime: Runtime = systemRuntime) {
    this.#config = config;
    this.#db = db;
    this.core = new StationCore({
      db,
      station: config.station,
      hallAnswerMs: config.hallAnswerMs,
      link: {
        urls: config.hall.urls,
        name: config.name,
        roles: config.roles,
        window: config.window,
        version,
        hallKey: new HallKey(db, config.hall.enrolCode),
        identity: new StationIdentity(db),
        log,
      },
      devices: () => this.devices(),
      runtime,
    });
    const has = (role: StationConfig['roles'][number]) => config.roles.includes(role);
    const { ticketPrinter, idReader } = config.devices;
    if (ticketPrinter) {
      this.#printer = openPrinter(ticketPrinter, { log, clock: runtime });
      this.paper = new PaperDesk({
        core: this.core,
        db,
        printer: this.#printer,
        station: config.station,
        patienceSeconds: config.paperPatienceSeconds,
      });
    }
    if (idReader) this.#reader = openIdReader(idReader, { log, clock: runtime });
    for (const device of [this.#printer, this.#reader]) {
      device?.onHealth(() => {
        this.core.changes.changed();
        this.core.link.reportSoon();
      });
    }
    if (has('dispenser') && this.paper) {
      this.dispenser = new Dispenser({
        core: this.core,
        paper: this.paper,
        card: new CardDesk(this.core, this.#reader, config.station),
        printer: this.#printer,
        reader: this.#reader,
        station: config.station,
      });
    }
    if ((has('counter') || has('pad')) && config.window !== null) {
      this.counter = new Counter(this.core, config.window);
      this.rating = new Rating(this.core, this.counter);
      if (has('counter')) {
        const { core, counter, paper } = this;
        this.cases = new Cases({ core, counter, paper, station: config.station });
      }
    }
    this.#day = this.core.today();
    this.#tickLater();
  }

  start(): void {
    this.paper?.start();
    this.core.link.start();
  }

  devices(): DeviceReport[] {
    const reports: DeviceReport[] = [];
    if (this.#printer) reports.push({ device: 'ticketPrinter', health: this.#printer.health() });
    if (this.#reader) reports.push({ device: 'idReader', health: this.#reader.health() });
    return reports;
  }

  displayView(): DisplayView | null {
    if (!this.core.known) return null;
    return displayView(this.core.state, this.#config.area, this.core.moment(), this.core.link.online);
  }

  kioskView(): KioskView | null {
    if (!this.core.known) return null;
    const config = this.core.state.config();
    return {
      hallTime: this.core.now(),
      utcOffsetMinutes: config.utcOffsetMinutes,
      hall: { ...hallHead(config), address: config.address },
      opening: openingAt(config, this.core.now()),
      printer: this.#printer?.health() ?? null,
      link: this.core.linkView(),
      paper:
        this.#kioskJob && this.paper ? { jobId: this.#kioskJob, state: this.paper.jobState(this.#kioskJob) } : null,
    };
  }

  printMaterials(itemId: string): { ok: true; jobId: string } | Extract<Outcome, { ok: false }> {
    const item = this.core.known ? itemOf(this.core.state.config(), itemId) : undefined;
    if (!item) return { ok: false, refusal: { code: 'malformed' } };
    if (!this.paper || this.#printer?.health().state === 'down')
      return { ok: false, refusal: { code: 'print-unavailable' } };
    const jobId = this.paper.printOther(this.paper.materialsDocument(item));
    if (jobId === null) return { ok: false, refusal: { code: 'storage-full' } };
    this.#kioskJob = jobId;
    this.core.changes.changed();
    return { ok: true, jobId };
  }

  endKioskSession(): Outcome {
    this.#kioskJob = null;
    this.core.changes.changed();
    return { ok: true, offline: !this.core.link.online };
  }

  callStaff(place: string): Outcome {
    const helpId = this.core.runtime.newId();
    return this.core.act('help.call', { helpId, place: place || this.#config.name }, { kind: 'citizen', id: '' });
  }

  #tickLater(): void {
    this.#cancelTick = this.core.runtime.after(TICK_MS, () => {
      this.#everyTick();
      this.#tickLater();
    });
  }

  #everyTick(): void {
    const today = this.core.today();
    if (today !== this.#day) {
      this.#day = today;
      this.core.forgetBefore(today);
      pruneSpool(this.#db, this.core.now() - SPOOL_KEPT_MS);
    }
    // What could not be told because the disk took nothing is told now.
    this.paper?.settleAll();
    this.core.changes.changed();
  }

  async close(): Promise<void> {
    this.#cancelTick();
    this.rating?.close();
    this.paper?.stop();
    this.core.close();
    await Promise.all([this.#printer?.close(), this.#reader?.close()]);
    this.#db.close();
  }
}
