import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { FAKE_KINDS } from '../station/devices/fakes/index.ts';
import { type FakePlan, isFakeKind } from './single-fake.ts';

export type DockTask =
  | { readonly task: 'dock'; readonly config: string }
  | { readonly task: 'fake'; readonly plan: FakePlan }
  | { readonly task: 'help' }
  | { readonly task: 'mistake'; readonly problem: string };

export function readDockOptions(argv: readonly string[]): DockTask {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { task: 'mistake', problem: (error as Error).message };
  }
  const { values, positionals } = parsed;
  if (values.help) return { task: 'help' };
  if (values.config) return { task: 'dock', config: resolve(values.config) };
  const [command, kind] = positionals;
  if (command !== 'fake')
    return { task: 'mistake', problem: `expected --config FILE, or: fake ${FAKE_KINDS.join(' | ')}` };
  if (kind === undefined) return { task: 'help' };
  if (!isFakeKind(kind)) {
    return { task: 'mistake', problem: `fake ${kind}: expected ${FAKE_KINDS.join(', ')}` };
  }
  const address = Number(values.address ?? 1);
  if (!Number.isInteger(address) || address < 0 || address > 255) {
    return { task: 'mistake', problem: `--address ${values.address}: expected a number from 0 to 255` };
  }
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return { task: 'mistake', problem: `--port ${values.port}: expected a number from 0 to 65535` };
  }
  const on = values.serial ? { serial: values.serial } : { port };
  return { task: 'fake', plan: { kind, on, card: values.card ?? 'li-jianguo', address } };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      port: { type: 'string' },
      serial: { type: 'string' },
      card: { type: 'string' },
      address: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
