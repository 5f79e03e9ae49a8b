import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManyHalls, type OpenHall } from './halls.ts';

const IDLE_MS = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function district(ids: string[]) {
  const opened: string[] = [];
  const closed: string[] = [];
  const halls = new ManyHalls({
    ids: async () => ids,
    idleMs: IDLE_MS,
    open: async (id) => {
      opened.push(id);
      if (id === 'empty') return null;
      if (id === 'broken') throw new Error('the database is away');
      return { hall: { close: async () => void closed.push(id) } } as unknown as OpenHall;
    },
  });
  return { halls, opened, closed };
}

describe('many halls behind one door', () => {
  it('are opened when somebody comes, once for all who come', async () => {
    const { halls, opened } = district(['a', 'b']);
    expect(opened).toEqual([]);
    const [one, two] = await Promise.all([halls.enter('a'), halls.enter('a')]);
    expect(one?.hall).toBe(two?.hall);
    expect(opened).toEqual(['a']);
  });

  it('are closed when the last has left and nobody came back for a while', async () => {
    const { halls, opened, closed } = district(['a']);
    const [one, two] = [await halls.enter('a'), await halls.enter('a')];
    one?.leave();
    one?.leave(); // once is enough, and twice is not two
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
    expect(closed).toEqual([]);
    two?.leave();
    await vi.advanceTimersByTimeAsync(IDLE_MS / 2);
    const back = await halls.enter('a');
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
    expect(closed).toEqual([]);
    back?.leave();
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
    expect([closed, halls.openNow]).toEqual([['a'], []]);
    expect(await halls.enter('a')).not.toBeNull();
    expect(opened).toEqual(['a', 'a']);
  });

  it('that are not there, or not set up, let nobody in; set up later, they do', async () => {
    const ids = ['empty'];
    const { halls } = district(ids);
    expect([await halls.enter('nowhere'), await halls.enter('empty')]).toEqual([null, null]);
    ids.push('nowhere');
    expect(await halls.enter('nowhere')).not.toBeNull();
  });

  it('that cannot be opened now are tried again for the next who comes', async () => {
    const { halls, opened } = district(['broken']);
    await expect(halls.enter('broken')).rejects.toThrow('away');
    await expect(halls.enter('broken')).rejects.toThrow('away');
    expect(opened).toEqual(['broken', 'broken']);
  });

  it('without a name the only one is meant, and of several none', async () => {
    expect(await district(['a']).halls.enter(null)).not.toBeNull();
    expect(await district(['a', 'b']).halls.enter(null)).toBeNull();
  });
});
