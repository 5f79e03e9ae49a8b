import { type DemoRoom, type LauncherView, launcherContract } from '../../../src/shared/protocol/demo-contract.ts';
import type { Scenario, Stage } from '../stage.ts';

export const contract = launcherContract;

const room = (kind: DemoRoom['kind'], id: string, windowNumber: number | null = null): DemoRoom => ({
  id,
  kind,
  windowNumber,
  state: 'closed',
});

const numbers = [1, 2, 3, 4];
const rooms: DemoRoom[] = [
  room('dispenser', 'dispenser-1'),
  ...numbers.map((n) => room('counter', `counter-${n}`, n)),
  ...numbers.map((n) => room('pad', `pad-${n}`, n)),
  room('kiosk', 'kiosk-1'),
  room('display', 'display-1'),
  room('desk', 'desk'),
  room('dock', 'dock'),
];

const withStates = (states: Readonly<Record<string, DemoRoom['state']>>): DemoRoom[] =>
  rooms.map((each) => ({ ...each, state: states[each.id] ?? 'closed' }));

const running: LauncherView['hall'] = { state: 'running', url: 'http://127.0.0.1:7080', keeperCode: '482 913' };

const view: LauncherView = {
  rooms,
  hall: running,
  dataDir: '/home/demo/.config/onewindow/demo',
  oldRuntime: null,
};

const change = (parts: (now: LauncherView) => Partial<LauncherView>) => (_input: unknown, stage: Stage) => {
  stage.change('watch', parts(stage.view<LauncherView>('watch')));
};

const scenario = (parts: Partial<LauncherView>): Scenario => ({
  views: { watch: { ...view, ...parts } },
  answers: {
    open: (input: { id: string }, stage: Stage) => {
      const now = stage.view<LauncherView>('watch');
      stage.change('watch', { rooms: now.rooms.map((r) => (r.id === input.id ? { ...r, state: 'open' } : r)) });
    },
    openAll: change((now) => ({ rooms: now.rooms.map((r) => ({ ...r, state: 'open' })) })),
    stopHall: change(() => ({ hall: { state: 'stopped', url: null, keeperCode: null } })),
    startHall: change(() => ({ hall: running })),
    killStation: (input: { id: string }, stage: Stage) => {
      const now = stage.view<LauncherView>('watch');
      stage.change('watch', { rooms: now.rooms.map((r) => (r.id === input.id ? { ...r, state: 'restarting' } : r)) });
    },
  },
});

export const scenarios = {
  fresh: scenario({}),
  open: scenario({
    rooms: withStates({
      'dispenser-1': 'open',
      'display-1': 'open',
      'counter-1': 'open',
      'counter-2': 'restarting',
      'counter-3': 'opening',
      'pad-1': 'open',
      dock: 'open',
    }),
  }),
  stopped: scenario({ hall: { state: 'stopped', url: null, keeperCode: null } }),
  failed: scenario({ hall: { state: 'failed', url: null, keeperCode: null } }),
  'old-runtime': scenario({ oldRuntime: 'Electron 25.1.1' }),
  silent: { views: {} },
} satisfies Record<string, Scenario>;
