/** The dock: fake devices that speak real bytes on ports of this machine. For the demo and for development only. */
import { readFileSync } from 'node:fs';
import { RPCHandler } from '@orpc/server/message-port';
import { DockSettings } from '../services/dock-settings.ts';
import { serviceHost } from '../services/host.ts';
import { Dock } from './dock.ts';
import { readDockOptions } from './options.ts';
import { dockRouter } from './router.ts';
import { FAKE_HELP, runSingleFake } from './single-fake.ts';

const host = serviceHost();
const options = readDockOptions(process.argv.slice(2));

switch (options.task) {
  case 'help':
    process.stdout.write(FAKE_HELP);
    break;
  case 'mistake':
    process.stderr.write(`${options.problem}\n\n${FAKE_HELP}`);
    process.exitCode = 2;
    break;
  case 'fake':
    runSingleFake(options.plan, (text) => process.stdout.write(text)).then(
      (where) => process.stdout.write(`${where}\n`),
      (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
      },
    );
    break;
  case 'dock':
    void serveDock(options.config);
    break;
}

async function serveDock(file: string): Promise<void> {
  let dock: Dock;
  try {
    const settings = DockSettings.parse(JSON.parse(readFileSync(file, 'utf8')));
    dock = await Dock.start(settings, process.env.ONEWINDOW_PAPER_DIR ?? null);
  } catch (error) {
    return host.fatal('dock', `${file}: ${(error as Error).message}`);
  }
  const handler = new RPCHandler(dockRouter(dock));
  host.onConnect((port) => handler.upgrade(port));
  host.onStop(() => dock.close());
  host.ready({});
}
