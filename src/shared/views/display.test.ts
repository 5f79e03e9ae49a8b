import { describe, expect, it } from 'vitest';
import { CIVIL, World } from '../../../tests/support/world.ts';
import { sampleHall } from '../catalogue/sample/hall.ts';
import { DisplayView } from '../protocol/views.ts';
import { displayView } from './display.ts';

const show = (world: World, area: string | null = null) =>
  DisplayView.parse(displayView(world.state, area, { now: world.now, day: world.day }, true));

describe('the call display', () => {
  it('shows what is called now, newest first, those being served after them', () => {
    const world = new World();
    const first = world.called('window-1');
    world.must('ticket.start', { windowId: 'window-1', ticketId: first.id, serviceId: 's1' });
    world.pass(1);
    world.called('window-2');
    world.pass(1);
    world.called('window-3');
    expect(show(world).calls.map((c) => [c.number, c.windowNumber, c.serving])).toEqual([
      ['A003', 3, false],
      ['A002', 2, false],
      ['A001', 1, true],
    ]);
  });

  it('tells nobody what somebody came for', () => {
    const world = new World();
    const item = world.config.items.find((each) => each.classId === 'employment')!;
    const ticket = world.called('window-1');
    world.state.apply([
      { type: 'ticket', id: ticket.id, body: { ...world.state.get('ticket', ticket.id)!, itemId: item.id } },
    ]);
    expect(show(world).calls).toHaveLength(1);
    expect(JSON.stringify(show(world))).not.toContain(item.name);
  });

  it('says the next ones in the order they will be called', () => {
    const world = new World();
    world.waiting();
    world.pass(1);
    world.waiting({ priority: 'green', priorityReason: 'elderly' });
    expect(show(world).next).toEqual(['A002', 'A001']);
  });

  it('does not announce a number nobody holds yet', () => {
    const world = new World();
    world.must('ticket.request', world.wanted());
    expect(show(world).next).toEqual([]);
  });

  it('a repeated call is a new announcement', () => {
    const world = new World();
    const ticket = world.called();
    const before = show(world).calls[0]!.calls;
    world.must('ticket.recall', { windowId: 'window-1', ticketId: ticket.id });
    expect(show(world).calls[0]!.calls).toBe(before + 1);
  });

  it('of one area shows that area’s windows, line and missed ones only', () => {
    const world = new World();
    const a = world.called('window-1');
    world.must('ticket.miss', { windowId: 'window-1', ticketId: a.id });
    world.waiting();
    world.waiting({ queueId: CIVIL });
    expect(show(world, 'area-a')).toMatchObject({
      windows: [1, 2, 3, 4, 5],
      next: ['A002'],
      missed: ['A001'],
      areaName: 'A 区',
    });
    expect(show(world, 'area-b')).toMatchObject({ next: ['B001'], missed: [] });
  });

  it('never shows yesterday', () => {
    const world = new World();
    world.called();
    world.must('window.open', { windowId: 'window-2', clerk: { id: 'c', name: 'n' } });
    world.must('window.pause', { windowId: 'window-2', reason: '暂离' });
    world.pass(24 * 60);
    expect(show(world)).toMatchObject({ calls: [], next: [], missed: [], pausedWindows: [] });
  });

  it('carries no name but a masked one', () => {
    const world = new World();
    world.waiting({ person: { maskedName: '李*英', key: 'secret-key' } });
    world.open('window-1');
    world.must('ticket.next', { windowId: 'window-1' });
    expect(show(world).calls[0]!.maskedName).toBe('李*英');
    expect(JSON.stringify(show(world))).not.toContain('secret-key');
  });

  it.each([
    ['full where nothing is said', undefined, 1],
    [
      'the step that has begun',
      [
        { from: 8 * 60, percent: 80 },
        { from: 12 * 60, percent: 30 },
      ],
      0.8,
    ],
    [
      'yesterday’s last before the first',
      [
        { from: 18 * 60, percent: 20 },
        { from: 11 * 60, percent: 90 },
      ],
      0.2,
    ],
  ])('says how loud calls are: %s', (_, callVolume, volume) => {
    const world = new World({ ...sampleHall, rules: { ...sampleHall.rules, callVolume } });
    expect(show(world).volume).toBe(volume);
  });
});
