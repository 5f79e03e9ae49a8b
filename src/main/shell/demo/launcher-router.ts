import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { type LauncherView, launcherContract } from '../../../shared/protocol/demo-contract.ts';
import { Watched } from '../../services/watched.ts';
import type { Endpoint } from '../windows/app-window.ts';
import type { DemoHall } from './demo-hall.ts';
import type { RoomWindows } from './room-windows.ts';
import { everydayRooms } from './rooms.ts';

export interface Launcher {
  readonly endpoint: Endpoint;
  changed(): void;
}

/** The launcher's contract, served by the shell itself to the launcher's window. */
export function launcher(demo: DemoHall, rooms: () => RoomWindows, oldRuntime: string | null): Launcher {
  const watched = new Watched<LauncherView>(() => ({
    rooms: rooms().views(),
    hall: hallView(demo),
    dataDir: demo.dataDir,
    oldRuntime,
  }));
  const os = implement(launcherContract);
  const handler = new RPCHandler(
    os.router({
      watch: os.watch.handler(({ signal }) => watched.watch(signal)),
      open: os.open.handler(({ input }) => rooms().open(input.id)),
      openAll: os.openAll.handler(() => {
        for (const id of everydayRooms) rooms().open(id);
      }),
      stopHall: os.stopHall.handler(() => demo.hall.stop()),
      startHall: os.startHall.handler(() => demo.hall.start()),
      killStation: os.killStation.handler(({ input }) => rooms().service(input.id)?.kill()),
    }),
  );
  return {
    changed: () => watched.changed(),
    endpoint: {
      name: 'launcher',
      open(port) {
        handler.upgrade(port);
        port.start();
        return true;
      },
      onUp: () => () => {},
    },
  };
}

function hallView(demo: DemoHall): LauncherView['hall'] {
  const { state } = demo.hall.state;
  const info = demo.hallInfo;
  return {
    state: state === 'restarting' ? 'starting' : state,
    url: info?.url ?? null,
    keeperCode: info?.keeperCode ?? null,
  };
}
