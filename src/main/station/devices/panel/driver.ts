import { type Condition, type DeviceHealth, nextHealth, sameCondition } from '../../../../shared/device/health.ts';
import type { Level } from '../../../../shared/evaluation/types.ts';
import type { Clock } from '../clock.ts';
import type { Panel, PanelEvent } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import { encodeAck, encodeOrder, encodePoll, type Incoming, TableDecoder } from '../frame-table/codec.ts';
import type { FrameTable, TableEvent } from '../frame-table/table.ts';
import type { DeviceLog } from '../log.ts';
import type { PortState } from '../transport/reconnecting-port.ts';
import type { SharedLine } from '../transport/shared-line.ts';
import { type PanelOrder, type PanelView, panelOrders } from './orders.ts';

/** A frame is over when the line was quiet this long; at 1200 baud a byte takes 9 ms. */
const QUIET_MS = 100;
const MISSES_UNTIL_DOWN = 3;
/** So many bytes and not one frame: another baud rate, or another device. */
const GARBLED_BYTES = 24;

export interface PanelSettings {
  readonly address: number;
  /** The same frame again within this time is the device repeating itself, not a second press. */
  readonly repeatMs: number;
  readonly stars: number | null;
}

/** A window keypad, evaluator or LED panel of any frame table: says what was pressed, shows how the window stands. */
export class PanelDriver implements Panel {
  readonly #table: FrameTable;
  readonly #settings: PanelSettings;
  readonly #line: SharedLine;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #decoder: TableDecoder;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #off: Unsubscribe[];
  /** Nobody is asked to press keys that count nothing; a panel without keys may ask in words. */
  readonly #answersCount: boolean;
  #handle: (event: PanelEvent) => boolean = () => false;
  #wanted: PanelView | null = null;
  #shown: PanelView | null = null;
  #condition: Condition = { state: 'down', code: 'connecting' };
  #health: DeviceHealth;
  #last: { bytes: string; until: number; answered: boolean } | null = null;
  #unknown = 0;
  #misses = 0;
  #cancelQuiet: () => void = () => undefined;
  #cancelPoll: () => void = () => undefined;

  constructor(line: SharedLine, table: FrameTable, settings: PanelSettings, deps: { clock: Clock; log: DeviceLog }) {
    this.#line = line;
    this.#table = table;
    this.#settings = settings;
    this.#clock = deps.clock;
    this.#log = deps.log;
    const answers = table.events.filter(({ event }) => event === 'rate');
    this.#answersCount = answers.length === 0 || answers.some(({ level }) => level !== null);
    this.#decoder = new TableDecoder(table, settings.address);
    this.#health = { state: 'down', code: 'connecting', since: deps.clock.now() };
    this.#off = [
      line.onState((state) => this.#portChanged(state)),
      line.onData((bytes) => {
        this.#take(this.#decoder.push(bytes));
        this.#cancelQuiet();
        if (this.#decoder.pending > 0) {
          this.#cancelQuiet = this.#clock.after(QUIET_MS, () => this.#take(this.#decoder.quiet()));
        }
      }),
    ];
    // The line may have been open for another device before this one.
    if (line.state.state === 'open') this.#portChanged(line.state);
    line.join();
  }

  health(): DeviceHealth {
    return this.#health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  onEvent(handle: (event: PanelEvent) => boolean): void {
    this.#handle = handle;
  }

  show(view: PanelView): void {
    this.#wanted = view;
    if (this.#line.state.state !== 'open') return;
    const orders = panelOrders(this.#shown, view);
    this.#shown = view;
    for (const order of orders) this.#order(order);
  }

  beep(): void {
    this.#order({ name: 'beep', values: { number: null, ticket: null, waiting: null, window: 0, level: null } });
  }

  async close(): Promise<void> {
    for (const off of this.#off) off();
    this.#cancelQuiet();
    this.#cancelPoll();
    await this.#line.leave();
  }

  #portChanged(state: PortState): void {
    this.#cancelPoll();
    this.#cancelQuiet();
    this.#decoder.quiet();
    this.#shown = null;
    this.#misses = 0;
    this.#unknown = 0;
    if (state.state === 'down') this.#become({ state: 'down', code: state.code });
    if (state.state !== 'open') return;
    // A device that never answers cannot be known to be there; an open port is all there is to go by.
    if (this.#table.poll) {
      const silent = this.#condition.state === 'down' && this.#condition.code === 'no-answer';
      if (!silent) this.#become({ state: 'down', code: 'connecting' });
      this.#poll();
    } else this.#ready();
  }

  #ready(): void {
    this.#line.proven();
    const back = this.#condition.state === 'down';
    this.#become({ state: 'ready' });
    if (!back) return;
    // Plugged in again, or back after a silence: what it shows is of another time.
    this.#shown = null;
    const { stars } = this.#settings;
    if (stars !== null) {
      this.#order({ name: 'stars', values: { number: null, ticket: null, waiting: null, window: 0, level: stars } });
    }
    if (this.#wanted) this.show(this.#wanted);
  }

  #poll(): void {
    const question = encodePoll(this.#table, this.#settings.address);
    if (!question) return;
    this.#misses += 1; // taken back by any frame of this device
    if (this.#misses > MISSES_UNTIL_DOWN) this.#become({ state: 'down', code: 'no-answer' });
    this.#line.send(`${this.#settings.address} poll`, question);
    this.#cancelPoll = this.#clock.after(this.#table.poll?.everyMs ?? 0, () => this.#poll());
  }

  #take(incoming: readonly Incoming[]): void {
    for (const frame of incoming) {
      if (frame.kind === 'unknown') this.#noise(frame.bytes.length);
      else {
        this.#unknown = 0;
        if (frame.kind === 'event') this.#event(frame.row, frame.bytes);
      }
    }
  }

  #noise(bytes: number): void {
    this.#unknown += bytes;
    // A device that only listens has a line on which others may speak in their own way.
    if (this.#unknown < GARBLED_BYTES || this.#table.events.length === 0) return;
    if (this.#condition.state === 'ready') this.#become({ state: 'attention', code: 'garbled' });
  }

  #event(row: TableEvent, bytes: Uint8Array): void {
    this.#misses = 0;
    this.#ready();
    const key = Buffer.from(bytes).toString('hex');
    const now = this.#clock.now();
    const again = this.#last?.bytes === key && now < this.#last.until;
    const answered = again && this.#last ? this.#last.answered : this.#act(row);
    this.#last = { bytes: key, until: now + this.#settings.repeatMs, answered };
    if (!answered) return;
    const ack = encodeAck(this.#table, this.#settings.address, row, bytes);
    if (ack) this.#line.send(`${this.#settings.address} ack`, ack, true);
  }

  /** Whether to acknowledge: a key always, a rating only when it was kept. */
  #act(row: TableEvent): boolean {
    switch (row.event) {
      case 'alive':
        return true;
      case 'rate':
        this.#log('panel-rating');
        return this.#handle({ kind: 'rate', level: row.level as Level | null });
      default:
        this.#log('panel-key', { key: row.event });
        this.#handle({ kind: 'key', key: row.event });
        return true;
    }
  }

  #order(order: PanelOrder): void {
    if (order.name === 'ask' && !this.#answersCount) return;
    const bytes = encodeOrder(this.#table, this.#settings.address, order.name, order.values);
    if (bytes) this.#line.send(`${this.#settings.address} ${stateOrder(order.name) ? 'state' : order.name}`, bytes);
  }

  #become(condition: Condition): void {
    if (!sameCondition(condition, this.#condition)) this.#log('panel-condition', facts(condition));
    this.#condition = condition;
    const next = nextHealth(this.#health, condition, this.#clock.now());
    if (next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}

function facts(condition: Condition): Record<string, string> {
  return condition.state === 'ready' ? { state: 'ready' } : { state: condition.state, code: condition.code };
}

/** Of these only the newest counts. */
function stateOrder(name: PanelOrder['name']): boolean {
  return ['called', 'serving', 'idle', 'paused', 'closed'].includes(name);
}
