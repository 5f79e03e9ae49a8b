import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import { Replica } from '../../../src/main/station/sync/replica.ts';
import type { JournalLine } from '../../../src/shared/intent/envelope.ts';
import { RESIDENT_TYPES, type RecordChange, type WireRecord } from '../../../src/shared/intent/records.ts';
import { decide } from '../../../src/shared/intent/registry.ts';
import { HallState } from '../../../src/shared/intent/state.ts';
import { ACCEPTS, receiving } from '../../support/cases.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { SealedJournal } from '../../support/sealed.ts';
import { World } from '../../support/world.ts';

let folder: Folder;
let db: Database;
beforeEach(() => {
  folder = newFolder('replica');
  open();
});
afterEach(() => {
  db.close();
  folder.remove();
});

function open(): void {
  db = openStationDatabase(join(folder.path, 'data'), join(folder.path, 'key'));
}

function save(replica: Replica): void {
  db.transaction(() => replica.save())();
  replica.saved();
}

/** All records of a hall in one comparable value. */
function contents(state: HallState): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const type of RESIDENT_TYPES)
    for (const body of state.all(type)) all[`${type} ${(body as { id: string }).id}`] = body;
  return all;
}

function wire(changes: Iterable<RecordChange>): WireRecord[] {
  return JSON.parse(JSON.stringify([...changes])) as WireRecord[];
}

/** Every record of the hall, as a station gets it the first time. */
function everything(world: World): WireRecord[] {
  const records: WireRecord[] = [];
  for (const type of RESIDENT_TYPES) {
    for (const body of world.state.all(type)) {
      records.push({ type, id: type === 'config' ? 'hall' : (body as { id: string }).id, body });
    }
  }
  return wire(records as RecordChange[]);
}

function tellAll(replica: Replica, world: World, to: number, pending: readonly JournalLine[] = []): void {
  replica.rebase(replica.receive(everything(world), to), pending);
}

test('own work is shown at once, and what the hall says of it takes its place', () => {
  const world = new World();
  const ticket = world.waiting();
  world.open('window-1');
  const replica = new Replica(db);
  tellAll(replica, world, 1);
  const line = new SealedJournal('counter-1').write(
    'ticket.take',
    { windowId: 'window-1', ticketId: ticket.id, number: ticket.number, reason: 'r', offline: true },
    world.now,
  );
  const own = replica.decide(line);
  if (!own.ok) throw new Error(own.refusal.code);
  replica.applyOwn(own.changes);
  expect(replica.view.get('ticket', ticket.id)?.status).toBe('called');

  // The hall had voided it before: what was shown here goes, and nothing of it stays.
  world.must('ticket.cancel', { ticketId: ticket.id, reason: 'holder' });
  replica.rebase(replica.receive(wire([{ type: 'ticket', id: ticket.id, body: world.ticket(ticket.id) }]), 2), []);
  expect(contents(replica.view)).toEqual(contents(world.state));
});

test('a record only the own work had made goes when the hall refused it', () => {
  const world = new World();
  const replica = new Replica(db);
  tellAll(replica, world, 1);
  const line = new SealedJournal('counter-1').write('help.call', { helpId: 'h', place: 'p' }, world.now);
  const own = replica.decide(line);
  if (own.ok) replica.applyOwn(own.changes);
  expect(replica.view.get('help', 'h')).toBeDefined();
  replica.rebase([], []);
  expect(replica.view.get('help', 'h')).toBeUndefined();
});

test('unsaved is what the hall says once more: after a crash the cursor is as old as the records', () => {
  const world = new World();
  const replica = new Replica(db);
  tellAll(replica, world, 5);
  save(replica);
  const ticket = world.waiting();
  replica.rebase(replica.receive(wire([{ type: 'ticket', id: ticket.id, body: ticket }]), 9), []);
  expect(replica.cursor).toBe(9);
  db.close();
  open();
  const again = new Replica(db);
  expect(again.cursor).toBe(5);
  expect(again.view.get('ticket', ticket.id)).toBeUndefined();
  tellAll(again, world, 9);
  tellAll(again, world, 9); // and told twice is told once
  expect(contents(again.view)).toEqual(contents(world.state));
  save(again);
  db.close();
  open();
  expect(contents(new Replica(db).view)).toEqual(contents(world.state));
});

test('what is no record is thrown back, and nothing of its message is taken', () => {
  const world = new World();
  const replica = new Replica(db);
  tellAll(replica, world, 1);
  const ticket = world.waiting();
  const bad: WireRecord[] = [
    { type: 'ticket', id: ticket.id, body: ticket },
    { type: 'ticket', id: 'x', body: { number: 7 } },
  ];
  expect(() => replica.receive(bad, 2)).toThrow();
  expect(replica.cursor).toBe(1);
  replica.rebase([], []);
  expect(replica.view.get('ticket', ticket.id)).toBeUndefined();
});

test('earlier days leave file and memory; the hall’s configuration stays', () => {
  const world = new World();
  world.waiting();
  const replica = new Replica(db);
  tellAll(replica, world, 1);
  save(replica);
  replica.forgetBefore('2026-03-03');
  expect([...replica.view.all('ticket')]).toEqual([]);
  db.close();
  open();
  const again = new Replica(db);
  expect([again.known, [...again.view.all('ticket')]]).toEqual([true, []]);
});

test('cases lie in the file as text, are read when touched, and own pending steps stand on top of what the hall says', () => {
  const world = new World();
  const sealed = new SealedJournal('counter-1');
  let replica = new Replica(db);
  tellAll(replica, world, 1);
  const tell = (change: RecordChange, to: number, pending: JournalLine[]) =>
    replica.rebase(replica.receive(wire([change]), to), pending);
  const own = (line: JournalLine) => {
    const decision = replica.decide(line);
    if (!decision.ok) throw new Error(decision.refusal.code);
    replica.applyOwn(decision.changes);
    return decision.changes;
  };
  const { caseId } = receiving(1);
  const status = () => replica.view.get('case', caseId)?.status;

  const received = sealed.write('case.receive', receiving(1), world.now, ACCEPTS);
  const accepted = sealed.write('case.accept', { caseId, owed: [] }, world.now, ACCEPTS);
  const [made] = own(received);
  own(accepted);
  expect(status()).toBe('accepted');

  // The hall has taken the first line: the second is decided again on what it says.
  tell(made!, 2, [accepted]);
  expect(status()).toBe('accepted');
  save(replica);
  expect(db.prepare("SELECT json_extract(body, '$.status') FROM record WHERE type = 'case'").pluck().get()).toBe(
    'received',
  );

  // Lost with the power: file and journal give it back.
  db.close();
  open();
  replica = new Replica(db);
  expect(replica.view.shelf.size).toBe(0);
  replica.rebase([], [accepted]);
  expect(status()).toBe('accepted');

  // Somebody else withdrew it first: the own step falls, and nothing of it stays.
  world.must('case.receive', receiving(1), { actor: ACCEPTS, station: 'counter-1' });
  world.must('case.withdraw', { caseId, reason: '不办了' }, { actor: ACCEPTS, station: 'counter-2' });
  const withdrawn = world.state.get('case', caseId)!;
  tell({ type: 'case', id: caseId, body: withdrawn }, 3, [accepted]);
  expect(replica.view.get('case', caseId)).toEqual(withdrawn);

  // Over for long enough: the station forgets it, in memory and in the file, written or not.
  replica.forgetBefore('2026-04-02');
  expect(status()).toBeUndefined();
  save(replica);
  expect(db.prepare("SELECT count(*) FROM record WHERE type = 'case'").pluck().get()).toBe(0);
});

test('however many cases a station holds, few are in memory, and its own unsettled ones always are', () => {
  const world = new World();
  const replica = new Replica(db);
  tellAll(replica, world, 1);
  world.must('case.receive', receiving(5000), { actor: ACCEPTS });
  const template = world.state.get('case', receiving(5000).caseId)!;
  const many = Array.from({ length: 1000 }, (_, n) => ({ ...template, id: receiving(n + 1).caseId }));
  replica.rebase(replica.receive(wire(many.map((body) => ({ type: 'case', id: body.id, body }))), 2), []);
  save(replica);
  expect(replica.view.shelf.size).toBe(0);
  const sealed = new SealedJournal('counter-1');
  const pending = many.slice(0, 500).map(({ id }) => {
    const line = sealed.write('case.withdraw', { caseId: id, reason: '不办了' }, world.now, ACCEPTS);
    const decision = replica.decide(line);
    if (!decision.ok) throw new Error(decision.refusal.code);
    replica.applyOwn(decision.changes);
    return line;
  });
  for (const { id } of many.slice(500)) expect(replica.view.get('case', id)?.status).toBe('received');
  for (const { id } of many.slice(0, 500)) expect(replica.view.get('case', id)?.status).toBe('withdrawn');
  replica.rebase([], []);
  expect(replica.view.get('case', many[0]!.id)?.status).toBe('received');
  const line = sealed.write('case.accept', { caseId: many[999]!.id, owed: [] }, world.now, ACCEPTS);
  const decision = replica.decide(line);
  if (decision.ok) replica.applyOwn(decision.changes);
  expect(replica.view.shelf.size).toBeLessThanOrEqual(200);
  expect(pending).toHaveLength(500);
});

const Act = fc.record({
  kind: fc.constantFrom('take', 'start', 'finish', 'miss', 'restore', 'help', 'hear', 'other', 'crash'),
  pick: fc.nat({ max: 5 }),
  hears: fc.nat({ max: 4 }),
});

test('whatever happens on both sides: the view is the hall’s records with the own pending intents decided again', () => {
  fc.assert(
    fc.property(fc.array(Act, { maxLength: 25 }), (acts) => {
      db.exec('DELETE FROM record; DELETE FROM meta');
      const world = new World();
      world.open('window-1', 'window-2');
      const ids = [0, 1, 2, 3, 4, 5].map(() => world.waiting().id);
      const sealed = new SealedJournal('counter-1');
      let replica = new Replica(db);
      let pending: JournalLine[] = [];
      let position = 1;
      tellAll(replica, world, position);
      save(replica);
      let n = 0;

      const own = (line: JournalLine) => {
        const decision = replica.decide(line);
        if (!decision.ok) return;
        replica.applyOwn(decision.changes);
        pending.push(line);
      };
      const at = () => ({ windowId: 'window-1', ticketId: replica.view.get('window', 'window-1')?.ticketId ?? '' });

      for (const { kind, pick, hears } of acts) {
        n += 1;
        const ticketId = ids[pick]!;
        switch (kind) {
          case 'take':
            own(
              sealed.write(
                'ticket.take',
                { windowId: 'window-1', ticketId, number: world.ticket(ticketId).number, reason: 'r', offline: true },
                world.now,
              ),
            );
            break;
          case 'start':
            own(sealed.write('ticket.start', { ...at(), serviceId: `s${n}` }, world.now));
            break;
          case 'finish':
            own(sealed.write('ticket.finish', { ...at(), serviceId: `s${n}` }, world.now));
            break;
          case 'miss':
            own(sealed.write('ticket.miss', at(), world.now));
            break;
          case 'restore':
            own(sealed.write('ticket.restore', { ticketId }, world.now));
            break;
          case 'help':
            own(sealed.write('help.call', { helpId: `h${n}`, place: 'p' }, world.now));
            break;
          case 'other': {
            // Another window, whose work this station hears of with the next advance.
            const held = world.window('window-2')?.ticketId;
            if (held) world.do('ticket.finish', { windowId: 'window-2', ticketId: held, serviceId: `o${n}` });
            else world.do('ticket.next', { windowId: 'window-2' });
            break;
          }
          case 'crash':
            // Pending lines are in the journal; the copy is as it was saved last, and the hall tells the rest again.
            db.close();
            open();
            replica = new Replica(db);
            replica.rebase([], pending);
            tellAll(replica, world, position, pending);
            break;
          case 'hear': {
            for (const line of pending.slice(0, hears)) {
              const decision = decide(line, world.state, world.context({ station: line.station, actor: line.actor }));
              if (decision.ok) world.state.apply(decision.changes);
            }
            pending = pending.slice(hears);
            position += 1;
            tellAll(replica, world, position, pending);
            if (pick % 2 === 0) save(replica);
            break;
          }
        }
        if (kind !== 'hear' && kind !== 'crash') continue;
        const expected = new HallState();
        expected.apply(everything(world) as RecordChange[]);
        for (const line of pending) {
          const decision = decide(
            line,
            expected,
            world.context({ station: line.station, actor: line.actor, by: 'station' }),
          );
          if (decision.ok) expected.apply(decision.changes);
        }
        expect(contents(replica.view)).toEqual(contents(expected));
      }
    }),
    { numRuns: 60 },
  );
});
