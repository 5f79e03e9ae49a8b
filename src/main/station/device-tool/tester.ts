import { encodeAck, encodeOrder, encodePoll, type Incoming, TableDecoder } from '../devices/frame-table/codec.ts';
import { type FrameTable, PANEL_ORDERS, type PanelOrderName } from '../devices/frame-table/table.ts';
import type { OrderValues } from '../devices/frame-table/values.ts';

const QUIET_MS = 150;
/** What orders show in a trial; `ticket=B034` in what is typed changes it. */
const SAMPLE: OrderValues = { ticket: 'A012', number: 12, waiting: 3, window: 5, level: 5 };

interface Deps {
  readonly print: (text: string) => void;
  readonly send: (bytes: Uint8Array) => Promise<void>;
}

/** A frame table against a real device: what comes is named, what is typed is sent. */
export class FrameTableTester {
  readonly #table: FrameTable;
  readonly #address: number;
  readonly #deps: Deps;
  readonly #decoder: TableDecoder;
  #quiet: NodeJS.Timeout | undefined;

  constructor(table: FrameTable, address: number, deps: Deps) {
    this.#table = table;
    this.#address = address;
    this.#deps = deps;
    this.#decoder = new TableDecoder(table, address);
  }

  help(): string {
    const orders = PANEL_ORDERS.filter((name) => this.#table.orders[name]);
    const poll = this.#table.poll ? ', poll' : '';
    return `Type an order: ${orders.join(', ')}${poll}; with values: show ticket=B034 waiting=12 window=5 level=4; or bytes: FF 68 …\n`;
  }

  received(bytes: Uint8Array): void {
    clearTimeout(this.#quiet);
    this.#tell(this.#decoder.push(bytes));
    if (this.#decoder.pending > 0) this.#quiet = setTimeout(() => this.#tell(this.#decoder.quiet()), QUIET_MS);
  }

  async typed(line: string): Promise<void> {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word === '') return;
    const bytes = this.#bytes(word, rest);
    if (typeof bytes === 'string') return this.#deps.print(`${bytes}\n${this.help()}`);
    try {
      await this.#deps.send(bytes);
      this.#deps.print(`→ ${hex(bytes)}\n`);
    } catch (error) {
      this.#deps.print(`not sent: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  #bytes(word: string, rest: readonly string[]): Uint8Array | string {
    if ([word, ...rest].every((each) => /^[0-9a-f]{2}$/i.test(each))) {
      return Uint8Array.from([word, ...rest], (each) => Number.parseInt(each, 16));
    }
    if (word === 'poll') return encodePoll(this.#table, this.#address) ?? 'this table has no poll';
    const name = PANEL_ORDERS.find((each) => each === word);
    const values = readValues(rest);
    if (typeof values === 'string') return values;
    const bytes = name && this.#order(name, values);
    return bytes ?? `"${word}" is no order of this table`;
  }

  #order(name: PanelOrderName, values: OrderValues): Uint8Array | null {
    return encodeOrder(this.#table, this.#address, name, values);
  }

  #tell(incoming: readonly Incoming[]): void {
    for (const frame of incoming) {
      if (frame.kind === 'unknown') this.#deps.print(`← ${hex(frame.bytes)}  unknown\n`);
      else if (frame.kind === 'others') this.#deps.print(`← ${hex(frame.bytes)}  for another address\n`);
      else this.#event(frame);
    }
  }

  #event({ row, bytes }: Extract<Incoming, { kind: 'event' }>): void {
    const level = row.event === 'rate' ? ` level ${row.level ?? 'none'}` : '';
    this.#deps.print(`← ${hex(bytes)}  ${row.event}${level}\n`);
    const ack = encodeAck(this.#table, this.#address, row, bytes);
    if (!ack) return;
    this.#deps.send(ack).then(
      () => this.#deps.print(`→ ${hex(ack)}  acknowledged\n`),
      (error: Error) => this.#deps.print(`not acknowledged: ${error.message}\n`),
    );
  }
}

function readValues(words: readonly string[]): OrderValues | string {
  let values = SAMPLE;
  for (const word of words) {
    const [key = '', value = ''] = word.split('=');
    if (key === 'ticket') values = { ...values, ticket: value, number: Number(/\d+$/.exec(value)?.[0] ?? 0) };
    else if (['waiting', 'window', 'level', 'number'].includes(key) && /^\d+$/.test(value)) {
      values = { ...values, [key]: Number(value) };
    } else return `"${word}": expected ticket=, number=, waiting=, window= or level= and a value`;
  }
  return values;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
