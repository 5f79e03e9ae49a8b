import { sampleHall } from '../../../shared/catalogue/sample/hall.ts';
import { shellMessages } from '../../../shared/messages/shell.ts';
import type { DemoRoom } from '../../../shared/protocol/demo-contract.ts';
import type { Role } from '../../../shared/protocol/link.ts';
import type { DockDeviceKind } from '../../services/dock-settings.ts';

/** A room of the demo: what its window shows, and the station that works behind it. */
export interface Room {
  readonly id: string;
  readonly kind: DemoRoom['kind'];
  readonly windowNumber: number | null;
  readonly title: string;
  /** Null for the desk, which is the hall's own page, and for the dock. */
  readonly station: string | null;
}

export interface DemoStation {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly windowId: string | null;
  readonly devices: readonly DockDeviceKind[];
}

const say = shellMessages.in('zh-CN');
const COUNTERS = 3;
/** The last window has nothing but its screens, as many have. */
const EQUIPPED = 2;
const WINDOW_DEVICES = ['led-panel', 'keypad', 'evaluator', 'reader', 'scanner'] as const;

const counters = sampleHall.windows.slice(0, COUNTERS);

export const demoStations: readonly DemoStation[] = [
  station('dispenser-1', say('roomDispenser', { n: 1 }), ['dispenser'], { devices: ['printer', 'reader'] }),
  station('kiosk-1', say('roomKiosk', { n: 1 }), ['kiosk'], { devices: ['printer', 'reader', 'scanner'] }),
  station('display-1', say('roomDisplay', { n: 1 }), ['display'], {}),
  ...counters.map((window) =>
    station(`counter-${window.number}`, say('roomCounter', { n: window.number }), ['counter', 'pad'], {
      windowId: window.id,
      devices: window.number <= EQUIPPED ? WINDOW_DEVICES : [],
    }),
  ),
];

/** In the order in which the launcher shows them. */
export const demoRooms: readonly Room[] = [
  room('dispenser-1', 'dispenser', say('roomDispenser', { n: 1 }), 'dispenser-1'),
  ...counters.map(({ number }) =>
    room(`counter-${number}`, 'counter', say('roomCounter', { n: number }), `counter-${number}`, number),
  ),
  ...counters.map(({ number }) =>
    room(`pad-${number}`, 'pad', say('roomPad', { n: number }), `counter-${number}`, number),
  ),
  room('kiosk-1', 'kiosk', say('roomKiosk', { n: 1 }), 'kiosk-1'),
  room('display-1', 'display', say('roomDisplay', { n: 1 }), 'display-1'),
  room('desk', 'desk', say('roomDesk'), null),
  room('dock', 'dock', say('roomDock'), null),
];

/** What `openAll` opens: enough to take a number, call it, hear it and rate it. */
export const everydayRooms = [
  'dispenser-1',
  'display-1',
  'counter-1',
  'counter-2',
  'counter-3',
  'pad-1',
  'dock',
] as const;

function station(
  id: string,
  name: string,
  roles: readonly Role[],
  { windowId = null, devices = [] }: { windowId?: string | null; devices?: readonly DockDeviceKind[] },
): DemoStation {
  return { id, name, roles, windowId, devices };
}

function room(
  id: string,
  kind: Room['kind'],
  title: string,
  stationId: string | null,
  windowNumber: number | null = null,
): Room {
  return { id, kind, title, station: stationId, windowNumber };
}
