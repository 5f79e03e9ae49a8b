import { createInterface } from 'node:readline';
import {
  BAUD_9600_BYTES_PER_SECOND,
  FAKE_KINDS,
  FakeKeypad,
  type FakeKind,
  FakeLedPanel,
  KEYPAD_KEYS,
  type KeypadKey,
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
  npm run fake -- led-panel --address 2 --port 9400
  npm run fake -- scanner --port 9500            a bar code scanner
  npm run fake -- printer --serial /dev/pts/3    on a (virtual) serial port instead

It obeys what is typed, one line each:
  keypad     press ${Object.keys(KEYPAD_KEYS).join('|')} · answer 0|1|2|3 · spoil · resend TIMES
  scanner    scan TEXT
  id-reader  lay CARD · lift · spoil
  any        pace 9600 · pace off · silent on · silent off, where it can

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

type Commands = Readonly<Record<string, (argument: string) => void>>;

/** Runs until the process ends. Resolves once the device can be reached, with a sentence that says where. */
export async function runSingleFake(plan: FakePlan, print: (text: string) => void): Promise<string> {
  const { where, commands } = await startFake(plan, print);
  obey(commands, print);
  return where;
}

async function startFake(
  { kind, on, card, address }: FakePlan,
  print: (text: string) => void,
): Promise<{ where: string; commands: Commands }> {
  const start = async <K extends FakeKind>(name: K, device?: Parameters<typeof startTcpFake<K>>[2]) => {
    const fake = await ('port' in on ? startTcpFake(name, on.port, device) : startSerialFake(name, on.serial, device));
    return { device: fake.device, url: 'url' in fake ? fake.url : `serial:${'serial' in on ? on.serial : ''}` };
  };
  switch (kind) {
    case 'printer': {
      const { device, url } = await start('printer');
      device.onTicket((ticket) => print(`${ticketText(ticket)}\n────────────────────────\n`));
      return { where: `printer on ${url}`, commands: common(device) };
    }
    case 'id-reader': {
      const person = people.find((each) => each.id === card) ?? people[0];
      const { device, url } = await start('id-reader');
      if (person) device.lay(person.card);
      const lay = (id: string) => {
        const found = people.find((each) => each.id === id);
        if (found) device.lay(found.card);
        else print(`no card ${id}\n`);
      };
      const commands = { ...common(device), lay, lift: () => device.lift(), spoil: () => device.wrongChecksumOnce() };
      return { where: `ID reader on ${url}, card: ${person?.id ?? 'none'}`, commands };
    }
    case 'keypad': {
      const { device, url } = await start('keypad', new FakeKeypad(address));
      device.onShows((shows) => print(`shows ${JSON.stringify(shows)}\n`));
      device.onAcknowledged((frame) => print(`acknowledged ${frame}\n`));
      const commands: Commands = {
        ...common(device),
        press: (key) => (key in KEYPAD_KEYS ? device.press(key as KeypadKey) : print(`no key ${key}\n`)),
        answer: (key) => (/^[0-3]$/.test(key) ? device.answer(Number(key) as 0 | 1 | 2 | 3) : print('answer 0 to 3\n')),
        spoil: () => device.spoilOnce(),
        resend: (times) => device.setResends(Number(times)),
      };
      return { where: `keypad ${address} on ${url}`, commands };
    }
    case 'led-panel': {
      const { device, url } = await start('led-panel', new FakeLedPanel(address));
      device.onText((text) => print(`shows ${text}\n`));
      return { where: `LED panel ${address} on ${url}`, commands: {} };
    }
    case 'scanner': {
      const { device, url } = await start('scanner');
      return { where: `scanner on ${url}`, commands: { ...common(device), scan: (text) => device.scan(text) } };
    }
  }
}

/** What several fakes can do. */
function common(device: {
  setPace?(bytesPerSecond: number | null): void;
  setSilent?(silent: boolean): void;
}): Commands {
  return {
    ...(device.setPace ? { pace: (baud: string) => device.setPace?.(baud === 'off' ? null : paceOf(baud)) } : {}),
    ...(device.setSilent ? { silent: (on: string) => device.setSilent?.(on !== 'off') } : {}),
  };
}

/** 8N1: ten bits a byte. */
function paceOf(baud: string): number {
  return Number(baud) > 0 ? Number(baud) / 10 : BAUD_9600_BYTES_PER_SECOND;
}

function obey(commands: Commands, print: (text: string) => void): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [, name = '', argument = ''] = /^(\S*)\s*(.*)$/.exec(line.trim()) ?? [];
    if (name === '') return;
    const command = commands[name];
    if (command) command(argument);
    else print(`"${name}" is not one of: ${Object.keys(commands).join(', ')}\n`);
  });
}
