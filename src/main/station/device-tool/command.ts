import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readFrameTable } from '../devices/frame-table/file.ts';
import type { FrameTable } from '../devices/frame-table/table.ts';
import { KEYPAD, keypadTable } from '../devices/panel/keypad-table.ts';
import { openTransport } from '../devices/transport/open.ts';
import { parsePortUrl } from '../devices/transport/port-url.ts';
import { listPorts } from './list.ts';
import { FrameTableTester } from './tester.ts';

const HELP = `Finds and tries out the devices of a station.

  npm run device -- list                               ports with names that stay with the device
  npm run device -- frame-table FILE                   says what is wrong with a frame table
  npm run device -- frame-table FILE --port URL        shows what each frame means, and sends what is typed
  npm run device -- frame-table keypad --port URL --address 1

URL: serial:/dev/serial/by-id/…?baud=9600, tcp://host:port, file:/dev/…, hid:0400:c35a
docs/window-devices.md tells how to write a frame table.
`;

/** Exit code: 0 well, 1 the device or the table is not as it should be, 2 the command is not. */
export async function runDeviceTool(argv: readonly string[], print: (text: string) => void): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return mistake(error instanceof Error ? error.message : String(error), print);
  }
  const { values, positionals } = parsed;
  const [command, file] = positionals;
  if (values.help || command === undefined) {
    print(HELP);
    return 0;
  }
  if (command === 'list') {
    print(await listPorts());
    return 0;
  }
  if (command !== 'frame-table') return mistake(`"${command}": expected list or frame-table`, print);
  if (file === undefined) return mistake('frame-table: expected a file, or keypad', print);
  const address = Number(values.address ?? 1);
  if (!Number.isInteger(address) || address < 0 || address > 255) {
    return mistake(`--address ${values.address}: expected a number from 0 to 255`, print);
  }
  const table = readTable(file, print);
  if (!table) return 1;
  if (values.port === undefined) {
    print(`${table.name}: ok, ${table.events.length} events, ${Object.keys(table.orders).length} orders\n`);
    return 0;
  }
  const url = parsePortUrl(values.port);
  if (!url.ok) return mistake(`--port: ${url.problem}`, print);
  return test(table, address, values.port, print);
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { port: { type: 'string' }, address: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
}

function mistake(problem: string, print: (text: string) => void): number {
  print(`${problem}\n\n${HELP}`);
  return 2;
}

function readTable(file: string, print: (text: string) => void): FrameTable | null {
  if (file === KEYPAD) return keypadTable([1, 2, 4, 5]);
  const read = readFrameTable(file);
  if (read.ok) return read.table;
  print(`${read.problems.join('\n')}\n`);
  return null;
}

/** Until the keyboard ends (Ctrl-D) or the line is lost. */
async function test(table: FrameTable, address: number, url: string, print: (text: string) => void): Promise<number> {
  const transport = openTransport(url);
  const opened = await transport.open();
  if (!opened.ok) {
    print(`${url}: ${opened.code}: ${opened.detail}\n`);
    return 1;
  }
  const tester = new FrameTableTester(table, address, { print, send: (bytes) => transport.write(bytes) });
  transport.onData((bytes) => tester.received(bytes));
  print(`${table.name}, address ${address}, on ${url}\n${tester.help()}`);
  const input = createInterface({ input: process.stdin });
  return new Promise((resolve) => {
    const end = async (code: number) => {
      input.close();
      await transport.close();
      resolve(code);
    };
    transport.onClose(() => {
      print('the line was lost\n');
      void end(1);
    });
    input.on('line', (line) => void tester.typed(line));
    input.on('close', () => void end(0));
  });
}
