import { randomBytes } from 'node:crypto';
import { HallConfig } from '../../shared/catalogue/types.ts';
import type { Refusal } from '../../shared/intent/decision.ts';
import { HALL_STATION } from '../../shared/intent/registry.ts';
import type { DeskView } from '../../shared/protocol/desk-view.ts';
import type { TroubleDay } from '../../shared/protocol/device-report.ts';
import type { RecentRows, StationRows } from '../../shared/views/desk.ts';
import { Changes } from '../../shared/views/latest.ts';
import { Authority } from '../authority/authority.ts';
import { Feed } from '../feed/feed.ts';
import { HallDays } from '../open-api/days.ts';
import type { HallRuntime } from '../runtime.ts';
import type { HallMarks } from '../store/marks.ts';
import type { HallLine, HallStore, StationRow } from '../store/types.ts';
import { AttachmentEraser } from './attachment-eraser.ts';
import { DeviceHistory } from './device-history.ts';
import { Enrolment, newEnrolCode, newRow } from './enrolment.ts';
import { keepMarks } from './keep-marks.ts';
import type { Admitted, LinkDeps, LinkSocket } from './link-deps.ts';
import { Presence } from './presence.ts';
import { PutBack } from './put-back.ts';
import { supplyNumbers } from './ranges.ts';
import { Replaced } from './replaced.ts';
import { dispenserPlaces, recentRows, stationRows } from './rows.ts';
import { StationLink } from './station-link.ts';
import { SupplyGate } from './supply-gate.ts';
import { knownPins } from './tls/identity.ts';
import { TurnedAway } from './turned-away.ts';

const RECENT = 30;
const TICK_MS = 15_000;
const SUPPLY_MS = 60_000;
/** Where others look at the same stations they hear of them soon; one process alone keeps it for its next start. */
const NOTE_SHARED_MS = 1000;
const NOTE_ALONE_MS = 15_000;
/** After these a dispenser may need more numbers for the time without the hall. */
const USES_NUMBERS: ReadonlySet<string> = new Set(['ticket.issue', 'range.retire']);

export type HallLog = LinkDeps<StationLink>['log'];

/** The hall itself, without its doors: authority, stations that are connected, and what the desk sees. */
export class HallService {
  readonly changes = new Changes(() => performance.now());
  readonly authority: Authority;
  readonly days: HallDays;
  readonly #feed: Feed;
  readonly #store: HallStore;
  readonly #enrolment: Enrolment;
  readonly #presence: Presence;
  readonly #devices: DeviceHistory;
  readonly #turnedAway: TurnedAway;
  readonly #putBack: PutBack;
  readonly #gate: SupplyGate;
  readonly #eraser: AttachmentEraser;
  readonly #personKey: string;
  readonly #pins: readonly string[];
  readonly #log: HallLog;
  readonly #marks: HallMarks | null;
  readonly #links = new Map<string, StationLink>();
  readonly #where = {
    link: (id: string) => this.#links.get(id),
    isElsewhere: (row: StationRow) => this.#presence.isElsewhere(row),
  };
  readonly #replaced = new Replaced();
  readonly #supplying = new Set<string>();
  readonly #stopTimers: (() => void)[];
  #recent: HallLine[] = [];
  /** The hall's file has layouts of slips: they are changed there, and taken from there at each start. */
  paperInFile = false;
  /** The disk takes nothing at the moment; stations work on by themselves and keep everything. */
  storageFull = false;
  /** What of the others could not be told or read when it was last tried. */
  readonly #presenceFailing = new Set<'note' | 'meet'>();

  private constructor(
    store: HallStore,
    authority: Authority,
    enrolment: Enrolment,
    personKey: string,
    pins: readonly string[],
    runtime: HallRuntime,
    log: HallLog,
    marks: HallMarks | null,
  ) {
    this.#store = store;
    this.authority = authority;
    this.days = new HallDays(authority, store);
    this.#enrolment = enrolment;
    this.#presence = new Presence(store, runtime.now);
    this.#devices = new DeviceHistory(store, runtime.now);
    this.#turnedAway = new TurnedAway(store, runtime.now);
    this.#putBack = new PutBack(store, authority, log);
    this.#gate = new SupplyGate(
      this.#dispensers().map(({ id }) => id),
      runtime,
      () => {
        for (const id of this.#links.keys()) this.#supply(id);
      },
    );
    this.#personKey = personKey;
    this.#pins = pins;
    this.#log = log;
    this.#marks = marks;
    this.#feed = new Feed(authority, runtime);
    this.#eraser = new AttachmentEraser(store, authority, log);
    this.#eraser.go();
    authority.onAdvance(({ lines }) => {
      this.#recent = [...lines.slice(-RECENT).reverse(), ...this.#recent].slice(0, RECENT);
      this.#storage(false);
      this.changes.changed();
      for (const { intent, refusal } of lines) {
        if (intent.kind === 'station.revoke' && refusal === null)
          this.#links.get((intent.body as { stationId: string }).stationId)?.revoke();
      }
      const used = lines.filter((line) => USES_NUMBERS.has(line.intent.kind)).map((line) => line.intent.station);
      for (const station of new Set(used)) this.#supply(station);
    });
    store.onNoted(() => void this.#meetOthers());
    this.#stopTimers = [
      // Times on the desk and opening hours move on by themselves.
      runtime.every(TICK_MS, () => {
        this.changes.changed();
        void this.#probe();
        for (const link of this.#links.values()) {
          this.#presence.here(link);
          link.remind();
        }
        if (store.shared) void this.#meetOthers();
      }),
      runtime.every(store.shared ? NOTE_SHARED_MS : NOTE_ALONE_MS, () => void this.#note()),
      runtime.every(SUPPLY_MS, () => {
        authority.forgetEarlierDays();
        this.#eraser.go();
        void this.#keepHistory(() => this.#devices.forgetOld());
        for (const id of this.#links.keys()) this.#supply(id);
      }),
    ];
  }

  /** Reads the store and brings the hall's configuration up to `config` when one is given or none is there yet. */
  static async open(options: {
    store: HallStore;
    runtime: HallRuntime;
    log: HallLog;
    config: HallConfig | null;
    sample: HallConfig;
    /** What must outlive the database, where the hall has a folder. */
    marks?: HallMarks | null;
  }): Promise<HallService> {
    const { store, runtime, log, marks = null } = options;
    const authority = new Authority(store, runtime);
    await authority.load();
    const enrolment = new Enrolment(store, await store.stations(), runtime.now);
    if (!enrolment.stations.has(HALL_STATION)) {
      const now = runtime.now();
      const row = {
        id: HALL_STATION,
        name: HALL_STATION,
        roles: [],
        publicKey: '',
        enrolledAt: now,
        version: '',
      };
      await store.saveStation(row);
      enrolment.stations.set(HALL_STATION, newRow(row));
    }
    const known = authority.state.get('config', 'hall');
    // Layouts changed at the desk stay, unless the hall's file has its own.
    const named = options.config && { ...options.config, paper: options.config.paper ?? known?.paper };
    const wanted = named ?? (known ? null : options.sample);
    if (wanted && !sameConfig(wanted, known)) {
      const refusal = await authority.own('hall.configure', { config: wanted }, { kind: 'keeper', id: 'start' });
      if (refusal)
        throw new Error(
          `the hall's configuration was refused: ${refusal.code} ${JSON.stringify(refusal.params ?? {})}`,
        );
    }
    // Before anybody else listens to the authority.
    if (marks) await keepMarks(authority, marks, log);
    const service = new HallService(
      store,
      authority,
      enrolment,
      await personKeyOf(store),
      await knownPins(store),
      runtime,
      log,
      marks,
    );
    service.paperInFile = options.config?.paper !== undefined;
    service.#recent = await store.recentLines(RECENT);
    await service.#devices.refresh();
    await service.#turnedAway.refresh();
    await service.#putBack.refresh();
    return service;
  }

  /** A connection at `/station`; the caller hands on what arrives and that it ended. */
  accept(socket: LinkSocket): StationLink {
    return new StationLink(socket, {
      authority: this.authority,
      feed: this.#feed,
      store: this.#store,
      enrolment: this.#enrolment,
      personKey: this.#personKey,
      pins: this.#pins,
      log: this.#log,
      onJoined: (link) => {
        // The newest connection is the station's; an older one is a wire that died without saying so.
        const older = this.#links.get(link.station);
        this.#presence.here(link);
        this.#links.set(link.station, link);
        if (older) {
          older.close();
          if (this.#replaced.tooOften(link.station, this.authority.now()))
            this.#log('two-machines-one-name', { station: link.station });
        }
        this.#gate.heard(link.station);
        this.#supply(link.station);
        this.changes.changed();
        this.#told(this.#turnedAway.letIn(link.station));
      },
      onRefused: (station, reason) => {
        if (this.#enrolment.stations.has(station)) this.#told(this.#turnedAway.refused(station, reason));
      },
      onAdmitted: (admitted, window) => this.#introduce(admitted, window),
      onCopy: (station, numbers, anew) => this.#putBack.heard(station, numbers, anew, this.#dispensers().length),
      onDiskTrouble: () => this.#storage(true),
      onReport: (link, changes) => {
        this.#presence.here(link);
        this.changes.changed();
        this.#tellDispensers(link);
        if (changes.length > 0) void this.#keepHistory(() => this.#devices.take(link.station, changes));
      },
      onGone: (link) => {
        if (this.#links.get(link.station) !== link) return;
        this.#links.delete(link.station);
        const row = this.#enrolment.stations.get(link.station);
        const note = this.#presence.gone(link);
        if (row) this.#enrolment.stations.set(row.id, { ...row, ...note });
        this.#tellDispensers(link);
        this.changes.changed();
      },
    });
  }

  /**
   * The hall's records tell what it is enrolled for before it says a word: screens speak of a station by its name, and
   * what it states is held against its roles and its window. A window once bound stays until a code moves it.
   */
  async #introduce({ row, byCode, replaces }: Omit<Admitted, 'ok'>, window: string | null): Promise<void> {
    const known = this.authority.state.get('station', row.id);
    const windowId = byCode ? (window ?? known?.windowId) : (known?.windowId ?? window ?? undefined);
    // Counters issue case numbers, also while cut off, and need digits of their own for them.
    const numbered = row.roles.includes('counter');
    const lacksNumber = numbered && known?.number === undefined;
    const same = known?.name === row.name && known.roles.join() === row.roles.join() && known.windowId === windowId;
    if (same && !lacksNumber && !(known.revoked && byCode) && replaces === null) return;
    const body = {
      ...{ stationId: row.id, name: row.name, roles: [...row.roles], numbered, windowId, admitted: byCode },
      ...(replaces === null ? {} : { replaces }),
    };
    await this.authority.own('station.enrol', body, { kind: 'station', id: row.id });
  }

  /** 停用. Resolves when it is in the journal: from there on no server process takes anything of it. */
  async revoke(stationId: string): Promise<Refusal | null> {
    const row = stationId === HALL_STATION ? null : await this.#store.station(stationId);
    if (!row) return { code: 'unknown-station' };
    if (!this.authority.state.get('station', stationId))
      await this.#introduce({ row, byCode: false, replaces: null }, null);
    return this.authority.own('station.revoke', { stationId }, { kind: 'keeper', id: 'desk' });
  }

  /**
   * 换新机器: the machine that goes by this name is put out, and a code is made that lets another in under its name. The
   * numbers the old one held are nobody's any more; the new one goes on with its journal.
   */
  async replace(stationId: string): Promise<{ refusal: Refusal } | { code: string; validUntil: number }> {
    const refusal = await this.revoke(stationId);
    return refusal ? { refusal } : newEnrolCode(this.#store, this.authority.now(), { replaces: stationId });
  }

  /** Says where the stations stand that are heard here. */
  async #note(): Promise<void> {
    try {
      await this.#presence.flush();
      this.#presenceFailing.delete('note');
    } catch (error) {
      this.#presenceFailed('note', error);
    }
  }

  /** Who was turned away is for the desk alone: the hall goes on when that cannot be written. */
  #told(noted: Promise<boolean>): void {
    noted.then(
      (isNew) => {
        if (isNew) this.changes.changed();
      },
      (error: unknown) => this.#presenceFailed('note', error),
    );
  }

  /** The hall goes on without it. */
  async #keepHistory(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.changes.changed();
    } catch (error) {
      this.#log('device-history-failed', { error: error instanceof Error ? error.message : 'unknown' });
    }
  }

  /** Each dispenser and counter knows where else tickets are printed now. `heard`: the station something is new of. */
  #tellDispensers(heard?: StationLink): void {
    const wants = ({ roles }: StationLink) => roles.includes('dispenser') || roles.includes('counter');
    const links = [...this.#links.values()].filter(wants);
    if (links.length === 0 || (heard && !wants(heard))) return;
    const places = dispenserPlaces(this.#enrolment.stations.values(), this.#where);
    for (const link of links) link.tellDispensers(places);
  }

  /** What the devices of a station suffered from, day by day. */
  deviceDays(stationId: string): Promise<TroubleDay[]> {
    const row = this.#enrolment.stations.get(stationId);
    return this.#devices.days(
      stationId,
      this.authority.state.config().utcOffsetMinutes,
      row ? this.#knownUpTo(row) : 0,
    );
  }

  #knownUpTo(row: StationRow): number {
    return this.#links.has(row.id) || this.#presence.isElsewhere(row) ? this.authority.now() : row.seenAt;
  }

  /** Which stations other server processes enrolled and hear. */
  async #meetOthers(): Promise<void> {
    try {
      for (const row of await this.#store.stations()) this.#enrolment.stations.set(row.id, row);
      this.#tellDispensers();
      await this.#devices.refresh();
      await this.#turnedAway.refresh();
      await this.#putBack.refresh();
      this.#presenceFailing.delete('meet');
      this.changes.changed();
    } catch (error) {
      this.#presenceFailed('meet', error);
    }
  }

  /** Tried again every second or so: told once, until it goes well again. */
  #presenceFailed(what: 'note' | 'meet', error: unknown): void {
    if (this.#presenceFailing.size === 0)
      this.#log('presence-failed', { error: error instanceof Error ? error.message : 'unknown' });
    this.#presenceFailing.add(what);
  }

  #supply(stationId: string): void {
    // Once at a time: what is on its way does not count as missing again.
    if (!this.#gate.open || this.#supplying.has(stationId) || !this.#links.get(stationId)?.roles.includes('dispenser'))
      return;
    this.#supplying.add(stationId);
    supplyNumbers(this.authority, stationId, this.#marks)
      .catch((error: unknown) => {
        this.#log('supply-failed', { station: stationId, error: error instanceof Error ? error.message : 'unknown' });
      })
      .finally(() => this.#supplying.delete(stationId));
  }

  /** Those that may come. */
  #dispensers(): StationRow[] {
    return [...this.#enrolment.stations.values()].filter(
      ({ id, roles }) => roles.includes('dispenser') && !this.authority.state.get('station', id)?.revoked,
    );
  }

  /** For the desk: that the hall was put back today, and which dispensers were not heard since. */
  putBack(): DeskView['putBack'] {
    const noticed = this.#putBack.noticedToday();
    if (noticed === null) return null;
    const unheard = this.#dispensers().filter(({ id }) => !noticed.stations.includes(id));
    return { at: noticed.at, unheard: unheard.map(({ name }) => name) };
  }

  #storage(full: boolean): void {
    if (full === this.storageFull) return;
    this.storageFull = full;
    this.#log('storage', { state: full ? 'full' : 'well' });
    this.changes.changed();
  }

  /** Nobody may have anything to write when the disk has room again. */
  async #probe(): Promise<void> {
    if (!this.storageFull) return;
    await this.#store.setSetting('storage-probe', String(this.authority.now())).then(
      () => this.#storage(false),
      () => undefined,
    );
  }

  newEnrolCode(reusable: boolean): Promise<{ code: string; validUntil: number }> {
    return newEnrolCode(this.#store, this.authority.now(), { reusable });
  }

  stationRows(): StationRows {
    const { utcOffsetMinutes } = this.authority.state.config();
    return stationRows(this.#enrolment.stations.values(), this.authority, {
      ...this.#where,
      turnedAway: (id) => this.#turnedAway.of(id),
      troubles: (row) => this.#devices.today(row.id, utcOffsetMinutes, this.#knownUpTo(row)),
    });
  }

  recentRows(): RecentRows {
    return recentRows(this.#recent, this.authority.state);
  }

  async close(): Promise<void> {
    for (const stop of this.#stopTimers) stop();
    this.#gate.close();
    this.#feed.close();
    for (const link of [...this.#links.values()]) link.close();
    await this.#note();
    await this.#eraser.close();
    await this.#store.close();
  }
}

/** Whatever order their keys are in. */
function sameConfig(a: HallConfig, b: HallConfig | undefined): boolean {
  const plain = (config: HallConfig) => JSON.stringify(HallConfig.parse(config));
  return b !== undefined && plain(a) === plain(b);
}

/** Made once for each hall: without it nobody can tell whose ticket a hash belongs to. */
async function personKeyOf(store: HallStore): Promise<string> {
  return (
    (await store.getSetting('person-key')) ??
    (await store.settleSetting('person-key', randomBytes(32).toString('base64')))
  );
}
