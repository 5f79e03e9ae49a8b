import { describe, expect, it } from 'vitest';
import { outcome, World } from '../../../../tests/support/world.ts';

const clerk = { id: 'staff-chen', name: '陈静' };
const windowId = 'window-1';

describe('a window', () => {
  it('opens, pauses with a reason, resumes and closes', () => {
    const world = new World();
    world.must('window.open', { windowId, clerk });
    expect(world.window(windowId)).toMatchObject({ status: 'open', clerk, day: world.day });
    world.must('window.pause', { windowId, reason: '暂离' });
    expect(world.window(windowId)).toMatchObject({ status: 'paused', pauseReason: '暂离' });
    world.must('window.resume', { windowId });
    expect(world.window(windowId)).toMatchObject({ status: 'open', pauseReason: null });
    world.must('window.close', { windowId });
    expect(world.window(windowId)).toMatchObject({ status: 'closed', clerk: null });
  });

  it.each([
    ['pause', 'closed', (w: World) => w.do('window.pause', { windowId, reason: '暂离' }), 'window-closed'],
    ['resume', 'closed', (w: World) => w.do('window.resume', { windowId }), 'window-closed'],
    [
      'pause',
      'at work',
      (w: World) => {
        w.called();
        return w.do('window.pause', { windowId, reason: '暂离' });
      },
      'window-busy',
    ],
    [
      'close',
      'at work',
      (w: World) => {
        w.called();
        return w.do('window.close', { windowId });
      },
      'window-busy',
    ],
    ['open', 'unknown', (w: World) => w.do('window.open', { windowId: 'x', clerk }), 'unknown-window'],
  ] as const)('%s is refused when %s', (_what, _state, act, code) => {
    expect(outcome(act(new World()))).toBe(code);
  });

  it('of yesterday is closed this morning, and forgets its ticket', () => {
    const world = new World();
    world.called();
    world.pass(24 * 60);
    expect(outcome(world.ask('window.resume', { windowId }))).toBe('window-closed');
    world.must('window.open', { windowId, clerk });
    expect(world.window(windowId)).toMatchObject({ ticketId: null, day: world.day });
  });
});
