import { type BrowserWindow, screen } from 'electron';
import type { DemoRoom } from '../../../shared/protocol/demo-contract.ts';
import { takePictures } from '../pictures.ts';
import { serviceEndpoint } from '../services/endpoint.ts';
import type { ServiceProcess } from '../services/service-process.ts';
import type { WindowList } from '../windows/window-list.ts';
import { arrange } from './arrange.ts';
import type { DemoHall } from './demo-hall.ts';
import { openDesk } from './desk-window.ts';
import { demoRooms, type Room } from './rooms.ts';

/** The rooms' windows: opened when asked for, told about when they change. */
export class RoomWindows {
  readonly #windows: WindowList;
  readonly #demo: DemoHall;
  readonly #changed: () => void;
  /** Opened but waiting until the hall runs for the first time: a station enrols with the code the hall gives out. */
  readonly #waiting = new Set<string>();
  #desk: BrowserWindow | null = null;

  constructor(windows: WindowList, demo: DemoHall, changed: () => void) {
    this.#windows = windows;
    this.#demo = demo;
    this.#changed = changed;
    demo.hall.onState((state) => {
      if (state.state !== 'starting') this.#openWaiting();
    });
  }

  views(): DemoRoom[] {
    return demoRooms.map((room) => ({
      id: room.id,
      kind: room.kind,
      windowNumber: room.windowNumber,
      state: this.#state(room),
    }));
  }

  open(id: string): void {
    const room = demoRooms.find((each) => each.id === id);
    if (!room) return;
    const hall = this.#demo.hall.state.state;
    if (hall === 'starting' || (room.kind === 'desk' && hall !== 'running' && !this.#desk)) {
      this.#waiting.add(id);
    } else if (room.kind === 'desk') this.#openDesk(room);
    else this.#openStationRoom(room);
    this.#changed();
  }

  /** The service behind a room, null for the desk. */
  service(id: string): ServiceProcess | null {
    const room = demoRooms.find((each) => each.id === id);
    if (room?.station) return this.#demo.station(room.station);
    return room?.kind === 'dock' ? this.#demo.dock : null;
  }

  #openWaiting(): void {
    for (const id of [...this.#waiting]) {
      this.#waiting.delete(id);
      this.open(id);
    }
  }

  #openStationRoom(room: Room): void {
    const service = this.service(room.id);
    if (!service || room.kind === 'desk') return;
    if (this.#windows.get(room.id)) {
      this.#windows.focus(room.id);
      return;
    }
    const window = this.#windows.open({
      id: room.id,
      page: room.kind,
      title: room.title,
      bounds: arrange(room, screen.getPrimaryDisplay().workArea),
      kiosk: false,
      endpoints: [serviceEndpoint(room.kind === 'dock' ? 'dock' : 'station', service)],
    });
    const offState = service.onState((state) => {
      if (state.state === 'failed') window.showTrouble(room.title, state.code, state.message);
      else if (state.state === 'running') window.showPage();
      this.#changed();
    });
    window.onReady(this.#changed);
    window.browser.webContents.on('render-process-gone', this.#changed);
    window.browser.once('closed', () => {
      offState();
      if (room.station) this.#demo.leave(room.station, room.id);
      this.#changed();
    });
    if (room.station) this.#demo.use(room.station, room.id);
  }

  #openDesk(room: Room): void {
    const { hallInfo } = this.#demo;
    if (this.#desk || !hallInfo) {
      this.#desk?.focus();
      return;
    }
    const bounds = arrange(room, screen.getPrimaryDisplay().workArea);
    const desk = openDesk(new URL(hallInfo.url).origin, room.title, bounds);
    this.#desk = desk;
    takePictures(desk, room.id);
    desk.once('closed', () => {
      this.#desk = null;
      this.#changed();
    });
  }

  #state(room: Room): DemoRoom['state'] {
    if (this.#waiting.has(room.id)) return 'opening';
    if (room.kind === 'desk') return this.#desk ? 'open' : 'closed';
    const window = this.#windows.get(room.id);
    if (!window) return 'closed';
    const service = this.service(room.id)?.state.state;
    if (service === 'restarting' || service === 'failed') return 'restarting';
    return window.pageReady && service === 'running' ? 'open' : 'opening';
  }
}
