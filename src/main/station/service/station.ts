import type { Database } from 'better-sqlite3';
import { openingAt } from '../../../shared/calendar/clock.ts';
import type { CounterInput } from '../../../shared/protocol/counter-view.ts';
import type { DeviceName, DeviceReport } from '../../../shared/protocol/device-report.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { DisplayView, KioskView } from '../../../shared/protocol/views.ts';
import { readScan, type Scan } from '../../../shared/queue/scan.ts';
import { displayView } from '../../../shared/views/display.ts';
import { ticketByCode } from '../../../shared/views/progress.ts';
import { hallHead, itemOf } from '../../../shared/views/rows.ts';
import type { StationConfig } from '../config.ts';
import { PANELS } from '../devices/devices-config.ts';
import {
  type IdReader,
  KEYBOARD,
  openIdReader,
  openPanels,
  openPhotoDecoder,
  openPrinter,
  openReaderPlugin,
  openScanner,
  type Panel,
  type Printer,
  type Scanner,
} from '../devices/index.ts';
import { PadPairings } from '../pads/pairings.ts';
import { type Runtime, systemRuntime } from '../runtime.ts';
import { pruneSpool } from '../spool/index.ts';
import { AttachmentFiles } from '../store/attachment-files.ts';
import type { StationStore } from '../store/open-store.ts';
import { Attachments } from './attachments.ts';
import { CardDesk } from './card.ts';
import { Cases } from './cases.ts';
import type { StationCore } from './core.ts';
import { Counter } from './counter.ts';
import { CounterCard } from './counter-card.ts';
import { CounterLock } from './counter-lock.ts';
import type { Slips } from './counter-view.ts';
import { DeviceWatch } from './device-watch.ts';
import { Dispenser } from './dispenser.ts';
import { StationHeart } from './heart.ts';
import { LatestInput } from './latest-input.ts';
import { PaperDesk } from './paper.ts';
import { PrintElsewhere } from './print-elsewhere.ts';
import { Rating } from './rating.ts';
import { RollCounter } from './roll-counter.ts';
import { Signing } from './signing.ts';
import { StaffPins } from './staff-pins.ts';
import { WindowDevices } from './window-devices.ts';

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
  readonly pins: StaffPins | null = null;
  readonly lock: CounterLock | null = null;
  readonly cases: Cases | null = null;
  readonly rating: Rating | null = null;
  readonly #attachments: Attachments | null = null;
  readonly counterCard: CounterCard | null = null;
  /** Where tablets may be the pad over the network. */
  readonly pads: PadPairings | null = null;
  readonly elsewhere: PrintElsewhere;
  readonly #config: StationConfig;
  readonly #db: Database;
  readonly #heart: StationHeart;
  readonly #printer: Printer | null = null;
  readonly #reader: IdReader | null = null;
  readonly #panels: readonly { readonly name: DeviceName; readonly panel: Panel }[];
  readonly #watch: DeviceWatch | null = null;
  readonly #roll: RollCounter | null = null;
  readonly #window: WindowDevices | null = null;
  readonly #scanner: Scanner | null = null;
  readonly #kioskScans: LatestInput<Scan>;
  #cancelTick: () => void = () => undefined;
  #kioskJob: string | null = null;
  #day: string;
  #tidied: string | null = null;

  constructor(
    config: StationConfig,
    store: StationStore,
    version: string,
    log: StationLog,
    runtime: Runtime = systemRuntime,
  ) {
    this.#config = config;
    const { db } = store;
    this.#db = db;
    this.#heart = new StationHeart({
      store,
      station: config.station,
      hallAnswerMs: config.hallAnswerMs,
      link: {
        urls: config.hall.urls,
        name: config.name,
        roles: config.roles,
        window: config.window,
        version,
        log,
      },
      enrolCode: config.hall.enrolCode,
      devices: (connection) => ({
        devices: this.devices(),
        changes: this.#watch?.changesFor(connection) ?? [],
        area: config.area,
      }),
      runtime,
    });
    this.core = this.#heart.core;
    const has = (role: StationConfig['roles'][number]) => config.roles.includes(role);
    const { ticketPrinter, idReader, idReaderPlugin } = config.devices;
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
    this.elsewhere = new PrintElsewhere({
      core: this.core,
      station: { id: config.station, name: config.name },
      paper: this.paper,
      printer: this.#printer,
      patienceSeconds: config.paperPatienceSeconds,
    });
    if (idReader) this.#reader = openIdReader(idReader, { log, clock: runtime });
    else if (idReaderPlugin) this.#reader = openReaderPlugin(idReaderPlugin, { log, clock: runtime });
    const panels = PANELS.flatMap((name) => {
      const panel = config.devices[name];
      return panel ? [{ name, config: panel }] : [];
    });
    const opened = openPanels(
      panels.map((panel) => panel.config),
      { log, clock: runtime },
    );
    this.#panels = panels.map(({ name }, index) => ({ name, panel: opened[index] as Panel }));
    this.#kioskScans = new LatestInput(this.core);
    if (config.devices.scanner) this.#scanner = openScanner(config.devices.scanner, { log, clock: runtime });
    this.#scanner?.onScan((text) => this.scan(text));
    this.#watch = new DeviceWatch({ now: () => this.core.now(), uptime: runtime.uptime }, () => {
      this.core.changes.changed();
      this.core.link.reportSoon();
    });
    if (this.#printer) {
      this.#watch.watch('ticketPrinter', this.#printer);
      const metres = ticketPrinter?.rollMetres ?? this.#printer.profile.rollMetres;
      const roll = new RollCounter(this.core, db, this.#printer, metres);
      this.#roll = roll;
      this.core.onAdvance(() => {
        if (this.core.known) roll.told(this.core.state.get('station', config.station)?.rollAt);
      });
    }
    if (this.#reader) this.#watch.watch('idReader', this.#reader);
    if (this.#scanner) this.#watch.watch('scanner', this.#scanner);
    for (const { name, panel } of this.#panels) this.#watch.watch(name, panel);
    if (has('dispenser') && this.paper) {
      this.dispenser = new Dispenser({
        core: this.core,
        paper: this.paper,
        card: new CardDesk(this.core, this.#reader, config.station),
        printer: this.#printer,
        reader: this.#reader,
        station: config.station,
        area: config.area,
      });
    }
    if ((has('counter') || has('pad')) && config.window !== null) {
      this.counter = new Counter(this.core, config.window);
      this.rating = new Rating(this.core, this.counter);
      if (has('counter')) {
        const { core, counter, paper } = this;
        this.pins = new StaffPins(core);
        this.lock = new CounterLock(core, counter, this.pins);
        const files = new AttachmentFiles(store.dataDir, store.key);
        const attachments = new Attachments({ core, files, station: config.station, log });
        this.#attachments = attachments;
        const { rating } = this;
        const signing = new Signing({ core, counter, attachments, padThere: () => rating.padThere });
        rating.signing = signing;
        this.cases = new Cases({ core, counter, paper, attachments, signing, station: config.station });
        const { photoDecoder } = config.devices;
        const decoder = photoDecoder ? openPhotoDecoder(photoDecoder, { log }) : null;
        if (this.#reader) this.counterCard = new CounterCard(core, counter, this.#reader, decoder);
      }
      if (config.networkPad)
        this.pads = new PadPairings({ core: this.core, windowId: config.window, station: config.station });
      this.#window = new WindowDevices(this.core, this.counter, this.rating, opened, this.lock);
    }
    this.#day = this.core.firstDay();
    this.#tickLater();
  }

  start(): void {
    this.paper?.start();
    void this.#attachments?.start();
    this.core.link.start();
  }

  devices(): DeviceReport[] {
    const reports = this.#watch?.reports() ?? [];
    const roll = this.#roll?.view();
    return roll ? reports.map((each) => (each.device === 'ticketPrinter' ? { ...each, roll } : each)) : reports;
  }

  /** Paper that somebody has to look after; `own`: only of tickets taken here. */
  slips(own: boolean): Slips {
    return {
      slips: this.elsewhere.rows(own),
      printers: this.elsewhere.places(),
      uncertain: this.paper?.uncertain() ?? [],
      recoverable: this.#printer?.recoverable ?? false,
      missing: this.paper?.missing() ?? [],
    };
  }

  /** 已取出卡纸 */
  recoverPrinter(): Outcome {
    if (!this.#printer?.recoverable) return { ok: false, refusal: { code: 'print-unavailable' } };
    this.#printer.recover();
    return { ok: true, offline: !this.core.link.online };
  }

  /** 已换纸卷 */
  changedRoll(): Outcome {
    if (!this.#roll) return { ok: false, refusal: { code: 'print-unavailable' } };
    this.#roll.changed();
    return { ok: true, offline: !this.core.link.online };
  }

  /** 上岗, also at a locked counter: another person goes on where somebody left. */
  async signOn(clerkId: string, pin: string | undefined): Promise<Outcome> {
    if (!this.counter || !this.pins || !this.core.known) return { ok: false, refusal: { code: 'not-allowed' } };
    const proof = await this.pins.prove(clerkId, pin);
    if (!proof.ok) return proof;
    const outcome = this.counter.signOn(clerkId, proof.revision);
    if (outcome.ok) this.lock?.open();
    return outcome;
  }

  /** What just came from the keypad or the scanner of this window. */
  counterInput(): CounterInput | null {
    return this.#window?.input.get() ?? null;
  }

  /** A scanner that types like a keyboard: pages of this station listen for it. */
  get keyboardScanner(): boolean {
    return this.#config.devices.scanner?.url === KEYBOARD;
  }

  /** A scanner of this station read something, wherever it typed it. */
  scan(text: string): Outcome {
    return this.#window ? this.#counterScan(text) : this.#kioskScan(text);
  }

  /** A slip was shown to the scanner at the window: its ticket's number, by which it is called. */
  #counterScan(text: string): Outcome {
    const scan = this.#readScan(text);
    const ticket = scan.kind === 'code' ? ticketByCode(this.core.state, scan.code) : undefined;
    const found: Scan =
      scan.kind !== 'code' ? scan : ticket ? { kind: 'number', number: ticket.number } : { kind: 'unknown' };
    this.#window?.input.set({ kind: 'scan', scan: found });
    return { ok: true, offline: !this.core.link.online };
  }

  /** A slip was shown to the scanner of the self-service terminal: its holder asks how things stand. */
  #kioskScan(text: string): Outcome {
    this.#kioskScans.set(this.#readScan(text));
    return { ok: true, offline: !this.core.link.online };
  }

  #readScan(text: string): Scan {
    return this.core.known ? readScan(text, this.core.state.config().id) : { kind: 'unknown' };
  }

  /** Where this window is, for a tablet that is not paired yet; null before the hall was heard. */
  place(): { windowNumber: number; hallName: string; hallNameEn: string } | null {
    const view = this.rating?.padView() ?? null;
    return view && { windowNumber: view.windowNumber, hallName: view.hallName, hallNameEn: view.hallNameEn };
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
      scan: this.#kioskScans.get(),
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
    this.#kioskScans.clear();
    return { ok: true, offline: !this.core.link.online };
  }

  callStaff(place: string): Outcome {
    const helpId = this.core.runtime.newId();
    const body = { helpId, place: place || this.#config.name, once: true };
    return this.core.act('help.call', body, { kind: 'citizen', id: '' });
  }

  #tickLater(): void {
    this.#cancelTick = this.core.runtime.after(TICK_MS, () => {
      this.#everyTick();
      this.#tickLater();
    });
  }

  copyIfDue(): Promise<void> {
    return this.#heart.copyIfDue();
  }

  #everyTick(): void {
    const first = this.core.firstDay();
    // A machine that is switched off at night never sees a day end: it tidies up once it knows the hall's day.
    if (first !== this.#day || (first !== this.#tidied && this.core.link.online)) {
      this.#day = this.#tidied = first;
      this.core.forgetBefore(first);
      this.core.archiveBefore(this.core.now() - this.#config.journalDays * 86_400_000);
      void this.#attachments?.tidy();
      this.core.transaction(() => void pruneSpool(this.#db, this.core.now() - SPOOL_KEPT_MS));
    }
    // What could not be told because the disk took nothing is told now.
    this.paper?.settleAll();
    this.#attachments?.tick();
    this.lock?.tick();
    this.core.changes.changed();
  }

  async close(): Promise<void> {
    this.#cancelTick();
    this.#window?.close();
    this.#kioskScans.close();
    this.rating?.close();
    this.rating?.signing?.close();
    this.counterCard?.close();
    this.pads?.close();
    this.paper?.stop();
    const devices = [this.#printer, this.#reader, this.#scanner, ...this.#panels.map(({ panel }) => panel)];
    const closing = [this.#attachments, ...devices].map((each) => Promise.resolve(each?.close()));
    await this.#heart.close(closing);
  }
}
