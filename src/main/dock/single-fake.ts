import { createInterface } from 'node:readline';
import {
  BAUD_9600_BYTES_PER_SECOND,
  FAKE_KINDS,
  type FakeIdReader,
  FakeKeypad,
  type FakeKind,
  FakeLedPanel,
  type FakePrinter,
  KEYPAD_KEYS,
  type KeypadKey,
  LINE_FAULTS,
  type LineFaults,
  startSerialFake,
  startTcpFake,
  ticketText,
} from '../station/devices/fakes/index.ts';
import { people } from './people.ts';

export const FAKE_HELP = `A fake device by itself, to point a station or a driver at.

  npm run fake -- printer --port 9100            a receipt printer; prints what it gets
  npm run fake -- id-reader --port 9200          a card reader with a card on it
  npm run fake -- id-reader --card zhao-lei --port 9200
  npm run fake -- keypad --address 1 --port 9300 a window keypad with four answer keys
  npm run fake -- evaluator --address 2 --port 9350
  npm run fake -- led-panel --address 2 --port 9400
  npm run fake -- scanner --port 9500            a bar code scanner
  npm run fake -- printer --serial /dev/pts/3    on a (virtual) serial port instead

It obeys what is typed, one line each:
  printer    paper ok|near-end|end · out-after LINES · cover open|closed · cutter|jam|hot|broken|offline on|off
             release cutter|jam · power (off and on: what it held is gone) · line-time MS · pace 9600|off
  id-reader  lay CARD · lift · spoil · glue · unreadable on|off · fault 66|off
  keypad, evaluator
             press ${Object.keys(KEYPAD_KEYS).join('|')} · answer 0|1|2|3 · spoil · resend TIMES · pace 9600|off
  scanner    scan TEXT · end crlf|cr|tab|none · pace 9600|off
  any        ${LINE_FAULTS.join('|')} on|off · unplug · plug · noise
             stale: what the station sends is kept on the way and handed on when it is switched off

Cards: ${people.map((person) => person.id).join(', ')}
`;

export interface FakePlan {
  readonly kind: FakeKind;
  readonly on: { readonly port: number } | { readonly serial: string };
  readonly card: string;
  readonly address: number;
}

export function isFakeKind(kind: string): kind is FakeKind {
  return (FAKE_KINDS as readonly string[]).includes(kind);
}

type Commands = Readonly<Record<string, (argument: string) => unknown>>;
type Print = (text: string) => void;

/** Runs until the process ends. Resolves once the device can be reached, with a sentence that says where. */
export async function runSingleFake(plan: FakePlan, print: Print): Promise<string> {
  const { where, commands } = await startFake(plan, print);
  obey(commands, print);
  return where;
}

/** The device, and what can be typed to it. */
export async function startFake(
  { kind, on, card, address }: FakePlan,
  print: Print,
): Promise<{ where: string; url: string; commands: Commands; close: () => Promise<void> }> {
  const start = async <K extends FakeKind>(name: K, device?: Parameters<typeof startTcpFake<K>>[2]) => {
    const fake =
      'port' in on
        ? await startTcpFake(name, on.port, device)
        : { ...(await startSerialFake(name, on.serial, device)), url: `serial:${on.serial}` };
    const { url } = fake;
    const any = { ...lineCommands(fake), noise: () => noise(fake.device) };
    return { device: fake.device, url, any, close: fake.close };
  };
  switch (kind) {
    case 'printer': {
      const { device, url, any, close } = await start('printer');
      device.onTicket((ticket) => print(`${ticketText(ticket)}\n────────────────────────\n`));
      return { where: `printer on ${url}`, url, commands: { ...any, ...printerCommands(device) }, close };
    }
    case 'id-reader': {
      const person = people.find((each) => each.id === card) ?? people[0];
      const { device, url, any, close } = await start('id-reader');
      if (person) device.lay(person.card);
      const commands = { ...any, ...readerCommands(device, print) };
      return { where: `ID reader on ${url}, card: ${person?.id ?? 'none'}`, url, commands, close };
    }
    case 'keypad':
    case 'evaluator': {
      const { device, url, any, close } = await start(kind, new FakeKeypad(address));
      device.onShows((shows) => print(`shows ${JSON.stringify(shows)}\n`));
      device.onAcknowledged((frame) => print(`acknowledged ${frame}\n`));
      const commands = { ...any, ...keypadCommands(device, print) };
      return { where: `${kind} ${address} on ${url}`, url, commands, close };
    }
    case 'led-panel': {
      const { device, url, any, close } = await start('led-panel', new FakeLedPanel(address));
      device.onText((text) => print(`shows ${text}\n`));
      return { where: `LED panel ${address} on ${url}`, url, commands: any, close };
    }
    case 'scanner': {
      const { device, url, any, close } = await start('scanner');
      const commands: Commands = {
        ...any,
        scan: (text) => device.scan(text),
        end: (name) => device.setEnd(SCAN_ENDS[name] ?? '\r\n'),
        pace: (baud) => device.setPace(paceOf(baud)),
      };
      return { where: `scanner on ${url}`, url, commands, close };
    }
  }
}

const SCAN_ENDS: Readonly<Record<string, string>> = { crlf: '\r\n', cr: '\r', tab: '\t', none: '' };

/** What can be wrong with any device's line. */
function lineCommands(fake: { line: LineFaults; unplug(): Promise<void>; replug(): Promise<void> }): Commands {
  const faults = LINE_FAULTS.map((fault) => [fault, (on: string) => fake.line.set(fault, on !== 'off')] as const);
  return { ...Object.fromEntries(faults), unplug: () => fake.unplug(), plug: () => fake.replug() };
}

/** Bytes out of nowhere, as from a wrong baud rate. */
function noise(device: object): void {
  if ('say' in device && typeof device.say === 'function')
    device.say(Uint8Array.from({ length: 32 }, (_, n) => n * 37));
}

function printerCommands(device: FakePrinter): Commands {
  const faults = ['offline', 'cutter', 'jam', 'hot', 'broken'] as const;
  return {
    ...Object.fromEntries(faults.map((fault) => [fault, (on: string) => device.setFault(fault, on !== 'off')])),
    paper: (paper) => device.setPaper(paper === 'end' || paper === 'near-end' ? paper : 'ok'),
    'out-after': (lines) => device.runOutAfter(Number(lines) || 0),
    cover: (cover) => device.setCover(cover === 'open' ? 'open' : 'closed'),
    release: (fault) => device.release(fault === 'jam' ? 'jam' : 'cutter'),
    power: () => device.powerCycle(),
    'line-time': (ms) => device.setLineTime(Number(ms) || 0),
    pace: (baud) => device.setPace(paceOf(baud)),
  };
}

function readerCommands(device: FakeIdReader, print: Print): Commands {
  return {
    lay: (id) => {
      const found = people.find((each) => each.id === id);
      if (found) device.lay(found.card);
      else print(`no card ${id}\n`);
    },
    lift: () => device.lift(),
    spoil: () => device.wrongChecksumOnce(),
    glue: () => device.glueOnce(),
    unreadable: (on) => device.setUnreadable(on !== 'off'),
    fault: (code) => device.setFault(code === 'off' ? null : Number.parseInt(code, 16)),
  };
}

function keypadCommands(device: FakeKeypad, print: Print): Commands {
  return {
    press: (key) => (key in KEYPAD_KEYS ? device.press(key as KeypadKey) : print(`no key ${key}\n`)),
    answer: (key) => (/^[0-3]$/.test(key) ? device.answer(Number(key) as 0 | 1 | 2 | 3) : print('answer 0 to 3\n')),
    spoil: () => device.spoilOnce(),
    resend: (times) => device.setResends(Number(times)),
    pace: (baud) => device.setPace(paceOf(baud)),
  };
}

/** 8N1: ten bits a byte. Null: as fast as it goes. */
function paceOf(baud: string): number | null {
  if (baud === 'off') return null;
  return Number(baud) > 0 ? Number(baud) / 10 : BAUD_9600_BYTES_PER_SECOND;
}

function obey(commands: Commands, print: Print): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [, name = '', argument = ''] = /^(\S*)\s*(.*)$/.exec(line.trim()) ?? [];
    if (name === '') return;
    const command = commands[name];
    if (command) void Promise.resolve(command(argument)).catch((error: Error) => print(`${name}: ${error.message}\n`));
    else print(`"${name}" is not one of: ${Object.keys(commands).join(', ')}\n`);
  });
}
