import { describe, expect, it } from 'vitest';
import { Changes, exceptClock } from './latest.ts';

async function first<T>(views: AsyncGenerator<T, void, void>): Promise<T> {
  const step = await views.next();
  if (step.done) throw new Error('the stream ended');
  return step.value;
}

describe('a stream of views', () => {
  it('sends the view at once, and the newest after changes that came faster than they were read', async () => {
    const changes = new Changes();
    let value = 1;
    const views = changes.views(() => ({ value }), undefined, exceptClock);
    expect(await first(views)).toEqual({ value: 1 });
    for (value = 2; value < 5; value++) changes.changed();
    expect(await first(views)).toEqual({ value: 5 });
    await views.return();
  });

  it('does not send what reads the same', async () => {
    const changes = new Changes();
    let view = { hallTime: 1, n: 1 };
    let looked: () => void = () => undefined;
    const views = changes.views(
      () => {
        looked();
        return view;
      },
      undefined,
      exceptClock,
    );
    await first(views);
    const next = first(views);
    const seen = new Promise<void>((resolve) => {
      looked = resolve;
    });
    view = { hallTime: 2, n: 1 };
    changes.changed();
    await seen;
    view = { hallTime: 3, n: 2 };
    changes.changed();
    expect(await next).toEqual({ hallTime: 3, n: 2 });
    await views.return();
  });

  it('waits while there is nothing to show yet', async () => {
    const changes = new Changes();
    let view: { n: number } | null = null;
    const next = first(changes.views(() => view, undefined, exceptClock));
    changes.changed();
    view = { n: 1 };
    changes.changed();
    expect(await next).toEqual({ n: 1 });
  });

  it('a change made while a view is being read is not lost', async () => {
    const changes = new Changes();
    let n = 1;
    const views = changes.views(() => ({ n }), undefined, exceptClock);
    await first(views);
    n = 2;
    changes.changed(); // nobody is waiting at this moment
    expect(await first(views)).toEqual({ n: 2 });
    await views.return();
  });

  it('ends when its reader goes away, also while it waits', async () => {
    const changes = new Changes();
    const gone = new AbortController();
    const views = changes.views(() => ({ n: 1 }), gone.signal, exceptClock);
    await first(views);
    const end = views.next();
    gone.abort();
    expect((await end).done).toBe(true);
  });

  it('several readers each get their own', async () => {
    const changes = new Changes();
    let n = 1;
    const readers = [1, 2, 3].map(() => changes.views(() => ({ n }), undefined, exceptClock));
    await Promise.all(readers.map(first));
    n = 2;
    const next = Promise.all(readers.map(first));
    changes.changed();
    expect(await next).toEqual([{ n: 2 }, { n: 2 }, { n: 2 }]);
    await Promise.all(readers.map((r) => r.return()));
  });

  it('that several look at is made once for each change, and each of them gets it', async () => {
    const changes = new Changes();
    let made = 0;
    const watch = () => changes.sharedViews('display', () => ({ n: ++made }), undefined, exceptClock);
    const [one, two] = [watch(), watch()];
    expect([await first(one), await first(two)]).toEqual([{ n: 1 }, { n: 1 }]);
    changes.changed();
    expect([await first(one), await first(two)]).toEqual([{ n: 2 }, { n: 2 }]);
    const other = changes.sharedViews('another', () => ({ n: -1 }), undefined, exceptClock);
    expect(await first(other)).toEqual({ n: -1 });
    await Promise.all([one.return(), two.return(), other.return()]);
  });

  it('that takes long to make leaves most of the time to others', async () => {
    let now = 0;
    const changes = new Changes(() => now);
    const views = changes.sharedViews(
      'slow',
      () => {
        now += 30;
        return { now };
      },
      undefined,
      exceptClock,
    );
    await first(views);
    const from = performance.now();
    const next = first(views);
    changes.changed();
    await next;
    expect(performance.now() - from).toBeGreaterThan(100); // four times as long as it took
    await views.return();
  });
});
