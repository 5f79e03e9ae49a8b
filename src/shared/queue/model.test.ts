import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE, outcome, World } from '../../../tests/support/world.ts';
import type { BodyOf, KindName } from '../intent/registry.ts';

/**
 * The queue as somebody would tell it in a few sentences, held against the decisions after every deed: who is in line,
 * who is at which window, and what is refused. Everybody is heard here; what happens to stations that are cut off is
 * in intent/registry.test.ts.
 */

const SERVES: Readonly<Record<string, readonly string[]>> = {
  'window-3': ['queue-employment', 'queue-civil-affairs', 'queue-rental'],
  'window-4': ['queue-employment'],
  'window-7': ['queue-civil-affairs', 'queue-disability'],
};
const WINDOWS = Object.keys(SERVES);
const QUEUES = ['queue-employment', 'queue-civil-affairs'] as const;

interface Person {
  readonly id: string;
  readonly number: string;
  readonly green: boolean;
  readonly since: number;
  queue: string;
  status: 'waiting' | 'called' | 'serving' | 'suspended' | 'finished' | 'missed' | 'void';
  paper: 'pending' | 'printed' | 'unknown' | 'failed';
  /** The only window that may call them, after a transfer to it. */
  onlyAt: string | null;
  calls: number;
  missed: number;
  service: string;
}

class Model {
  readonly people: Person[] = [];
  readonly windows = new Map(WINDOWS.map((id) => [id, { duty: 'closed', holds: null as Person | null }]));
  services = 0;

  mayCall(window: string, person: Person): boolean {
    return person.onlyAt === null ? SERVES[window]!.includes(person.queue) : person.onlyAt === window;
  }

  /** Who has waited longest; with priority a quarter of an hour counts as waited already. */
  first(window: string): Person | undefined {
    const turn = (person: Person) => person.since - (person.green ? 15 * MINUTE : 0);
    return this.people
      .filter((one) => one.status === 'waiting' && (one.paper === 'printed' || one.paper === 'unknown'))
      .filter((one) => this.mayCall(window, one))
      .sort((a, b) => turn(a) - turn(b) || (a.id < b.id ? -1 : 1))[0];
  }

  call(window: string, person: Person): 'done' {
    Object.assign(person, { status: 'called', calls: 1 });
    this.windows.set(window, { duty: 'open', holds: person });
    return 'done';
  }

  /** What may be done with somebody at a window only while they are there. */
  at(window: string, person: Person, act: () => string): string {
    return this.windows.get(window)!.holds === person ? act() : 'not-at-this-window';
  }

  leave(window: string, person: Person, status: Person['status']): 'done' {
    person.status = status;
    this.windows.get(window)!.holds = null;
    return 'done';
  }
}

type Deed = (model: Model, world: World, window: string, person: Person | undefined) => void;

function expectSame(model: Model, world: World): void {
  for (const { id, number, status, paper, calls, missed } of model.people)
    expect(world.ticket(id)).toMatchObject({
      number,
      status,
      paper,
      missed,
      ...(status === 'called' ? { calls } : {}),
    });
  for (const [id, { duty, holds }] of model.windows) {
    const window = world.window(id);
    expect([window?.status ?? 'closed', window?.ticketId ?? null]).toEqual([duty, holds?.id ?? null]);
  }
}

/** A deed that needs somebody: nothing happens while nobody has come. */
function deed<K extends KindName>(
  kind: K,
  body: (window: string, person: Person) => BodyOf<K>,
  expected: (model: Model, window: string, person: Person) => string,
): Deed {
  return (model, world, window, person) => {
    if (!person) return;
    const words = body(window, person);
    expect([kind, outcome(world.do(kind, words))]).toEqual([kind, expected(model, window, person)]);
  };
}

function atDesk(
  kind: 'window.open' | 'window.pause' | 'window.resume' | 'window.close',
  expected: (window: { duty: string; holds: Person | null }) => string,
): Deed {
  return (model, world, windowId) => {
    const body = { windowId, reason: '休息', clerk: { id: 'staff-chen', name: '陈静' } };
    const wanted = expected(model.windows.get(windowId)!);
    expect([kind, outcome(world.do(kind, body as never))]).toEqual([kind, wanted]);
  };
}

const comes =
  (queue: (typeof QUEUES)[number], green: boolean): Deed =>
  (model, world) => {
    const body = world.wanted({ queueId: queue, priority: green ? 'green' : 'ordinary' });
    world.must('ticket.request', body);
    const nth = model.people.filter(({ number }) => number[0] === (queue === QUEUES[0] ? 'A' : 'B')).length + 1;
    const number = `${queue === QUEUES[0] ? 'A' : 'B'}${String(nth).padStart(3, '0')}`;
    model.people.push({
      ...{ id: body.ticketId, number, green, since: world.now, queue, status: 'waiting', paper: 'pending' },
      ...{ onlyAt: null, calls: 0, missed: 0, service: '' },
    });
  };

const both = (windowId: string, person: Person) => ({ windowId, ticketId: person.id });

const paper = (wanted: 'printed' | 'unknown' | 'failed'): Deed =>
  deed(
    'ticket.paper',
    (_, person) => ({ ticketId: person.id, outcome: wanted }),
    (_, __, person) => {
      if (person.paper === 'printed') return 'done';
      person.paper = wanted;
      if (wanted === 'failed' && person.status === 'waiting') person.status = 'void';
      return 'done';
    },
  );

const moved = (toQueueId: string | null, toWindowId: string | null): Deed =>
  deed(
    'ticket.transfer',
    (windowId, person) => ({ ...both(windowId, person), toQueueId, toWindowId, reason: '改派' }),
    (model, window, person) =>
      model.at(window, person, () => {
        person.queue = toQueueId ?? person.queue;
        person.onlyAt = toWindowId;
        return model.leave(window, person, 'waiting');
      }),
  );

const DEEDS: Readonly<Record<string, Deed>> = {
  'comes for work': comes(QUEUES[0], false),
  'comes with priority': comes(QUEUES[0], true),
  'comes for papers': comes(QUEUES[1], false),
  'time passes': (_, world) => world.pass(4),
  printed: paper('printed'),
  'perhaps printed': paper('unknown'),
  'not printed': paper('failed'),
  opens: atDesk('window.open', (window) => {
    window.duty = 'open';
    return 'done';
  }),
  pauses: atDesk('window.pause', (window) => {
    if (window.duty === 'closed') return 'window-closed';
    if (window.holds) return 'window-busy';
    window.duty = 'paused';
    return 'done';
  }),
  resumes: atDesk('window.resume', (window) => {
    if (window.duty === 'closed') return 'window-closed';
    window.duty = 'open';
    return 'done';
  }),
  closes: atDesk('window.close', (window) => {
    if (window.holds) return 'window-busy';
    window.duty = 'closed';
    return 'done';
  }),
  next: (model, world, windowId) => {
    const window = model.windows.get(windowId)!;
    const first = model.first(windowId);
    const expected = () => {
      if (window.duty === 'closed') return 'window-closed';
      if (window.holds) return 'window-busy';
      return first ? model.call(windowId, first) : 'nobody-waiting';
    };
    const wanted = expected();
    expect(['next', outcome(world.do('ticket.next', { windowId }))]).toEqual(['next', wanted]);
  },
  takes: deed(
    'ticket.take',
    (windowId, person) => ({ ...both(windowId, person), number: person.number, reason: '输号', offline: false }),
    (model, windowId, person) => {
      const window = model.windows.get(windowId)!;
      if (window.duty === 'closed') return 'window-closed';
      if (window.holds === person) return 'done';
      if (window.holds?.status === 'serving') return 'window-busy';
      if (person.status === 'called' || person.status === 'serving') return 'ticket-elsewhere';
      if (person.status === 'finished' || person.status === 'void') return 'ticket-over';
      if (!model.mayCall(windowId, person)) return 'window-cannot-serve';
      if (window.holds) Object.assign(window.holds, { status: 'waiting', calls: 0 });
      return model.call(windowId, person);
    },
  ),
  recalls: deed('ticket.recall', both, (model, window, person) =>
    model.at(window, person, () => {
      if (person.status !== 'called') return 'ticket-over';
      if (person.calls >= 3) return 'called-too-often';
      person.calls++;
      return 'done';
    }),
  ),
  'does not come': deed('ticket.miss', both, (model, window, person) =>
    model.at(window, person, () => {
      if (person.status !== 'called') return 'ticket-over';
      person.missed++;
      return model.leave(window, person, person.missed >= 3 ? 'void' : 'missed');
    }),
  ),
  'comes back': deed(
    'ticket.restore',
    (_, person) => ({ ticketId: person.id }),
    (_, __, person) => {
      if (person.status !== 'missed' && person.status !== 'suspended') return 'ticket-over';
      person.status = 'waiting';
      return 'done';
    },
  ),
  'takes it back': deed(
    'ticket.cancel',
    (_, person) => ({ ticketId: person.id, reason: '不办了' }),
    (_, __, person) => {
      if (person.status === 'called' || person.status === 'serving') return 'ticket-elsewhere';
      if (person.status !== 'waiting' && person.status !== 'suspended') return 'ticket-over';
      person.status = 'void';
      return 'done';
    },
  ),
  starts: (model, world, windowId, person) => {
    if (!person) return;
    const serviceId = `s${++model.services}`;
    const wanted = model.at(windowId, person, () => {
      if (person.status === 'serving') return 'window-busy';
      Object.assign(person, { status: 'serving', service: serviceId });
      return 'done';
    });
    expect(outcome(world.do('ticket.start', { ...both(windowId, person), serviceId }))).toBe(wanted);
  },
  finishes: (model, world, windowId, person) => {
    if (!person) return;
    const serviceId = person.status === 'serving' ? person.service : `s${++model.services}`;
    const wanted = model.at(windowId, person, () => model.leave(windowId, person, 'finished'));
    expect(outcome(world.do('ticket.finish', { ...both(windowId, person), serviceId }))).toBe(wanted);
    if (wanted === 'done') expect(world.service(serviceId)).toMatchObject({ windowId, finishedAt: world.now });
  },
  'is put aside': deed(
    'ticket.suspend',
    (windowId, person) => ({ ...both(windowId, person), reason: '等材料' }),
    (model, window, person) => model.at(window, person, () => model.leave(window, person, 'suspended')),
  ),
  'goes to another queue': moved('queue-disability', null),
  'goes to another window': moved(null, 'window-7'),
};

const Step = fc.record({
  what: fc.constantFrom(...Object.keys(DEEDS)),
  window: fc.constantFrom(...WINDOWS),
  /** Of whoever came, or the one at the window: most deeds are about them. */
  whom: fc.option(fc.nat({ max: 5 }), { freq: 2 }),
});

it('the queue does what its short story says, whatever people and clerks do', () => {
  fc.assert(
    fc.property(fc.array(Step, { minLength: 10, maxLength: 70 }), (steps) => {
      const world = new World();
      const model = new Model();
      const start = ['opens', 'comes for work', 'printed', 'next'].map((what) => ({
        what,
        window: 'window-3',
        whom: 0,
      }));
      for (const { what, window, whom } of [...start, ...steps]) {
        const held = model.windows.get(window)!.holds ?? undefined;
        const person = whom === null ? held : model.people[whom % Math.max(1, model.people.length)];
        DEEDS[what]!(model, world, window, person);
        expectSame(model, world);
      }
    }),
    { numRuns: 500 },
  );
});
