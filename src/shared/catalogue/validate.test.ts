import { describe, expect, test } from 'vitest';
import { sampleHall } from './sample/hall.ts';
import { HallConfig } from './types.ts';
import { checkHall } from './validate.ts';

const firstItem = sampleHall.items[0]!;
const itemAt = `item "${firstItem.id}" (${firstItem.name})`;

function broken(change: (hall: HallConfig) => void): string[] {
  const hall = structuredClone(sampleHall);
  change(hall);
  return checkHall(hall);
}

describe('the sample hall', () => {
  test('fits the schema and has no mistakes', () => {
    expect(HallConfig.parse(sampleHall)).toEqual(sampleHall);
    expect(checkHall(sampleHall)).toEqual([]);
  });

  test('has 88 items with 31-character codes, 63 of them for the terminal', () => {
    expect(sampleHall.items).toHaveLength(88);
    for (const item of sampleHall.items) expect(item.id).toMatch(/^[0-9A-Z]{18}\d{13}$/);
    expect(sampleHall.items.filter((item) => item.selfService)).toHaveLength(63);
  });

  test('writes the kind into the code as it is told in the item', () => {
    for (const item of sampleHall.items) expect(item.id.slice(22, 24), item.name).toBe(item.kind);
  });

  test('serves every queue with windows 1 and 2 alone, and with three windows or more in all', () => {
    for (const queue of sampleHall.queues) {
      const numbers = sampleHall.windows.filter((w) => w.queueIds.includes(queue.id)).map((w) => w.number);
      expect(numbers, queue.name).toEqual(expect.arrayContaining([1, 2]));
      expect(numbers.length, queue.name).toBeGreaterThanOrEqual(3);
    }
    expect(sampleHall.windows[2]!.queueIds).toHaveLength(3);
  });

  test('offers on the terminal what people ask for most', () => {
    const most = sampleHall.items.filter((item) => item.selfService).sort((a, b) => b.popularity - a.popularity);
    expect(most.slice(0, 6).map((item) => item.name)).toEqual([
      '失业登记',
      '社保待遇资格认证',
      '居住登记',
      '生育登记',
      '高龄津贴申领',
      '租赁凭证打印',
    ]);
  });
});

describe('checkHall finds', () => {
  const cases: readonly [name: string, change: (hall: HallConfig) => void, mistake: string][] = [
    [
      'an item of an unknown class',
      (h) => {
        h.items[0]!.classId = 'x';
      },
      `${itemAt}: class "x" does not exist`,
    ],
    [
      'a class of an unknown queue',
      (h) => {
        h.classes[0]!.queueId = 'x';
      },
      'class "employment": queue "x" does not exist',
    ],
    [
      'a queue in an unknown area',
      (h) => {
        h.queues[0]!.areaId = 'x';
      },
      'queue "queue-employment": area "x" does not exist',
    ],
    [
      'a window in an unknown area',
      (h) => {
        h.windows[3]!.areaId = 'x';
      },
      'window "window-4": area "x" does not exist',
    ],
    [
      'a window with an unknown queue',
      (h) => {
        h.windows[3]!.queueIds.push('x');
      },
      'window "window-4": queue "x" does not exist',
    ],
    [
      'an area twice',
      (h) => {
        h.areas.push(h.areas[0]!);
      },
      'areas: id "area-a" is used 2 times',
    ],
    [
      'a queue id twice',
      (h) => {
        h.queues.push({ ...h.queues[0]!, prefix: 'Z' });
      },
      'queues: id "queue-employment" is used 2 times',
    ],
    [
      'a prefix twice',
      (h) => {
        h.queues[1]!.prefix = 'A';
      },
      'queues: prefix "A" is used 2 times',
    ],
    [
      'a class twice',
      (h) => {
        h.classes.push(h.classes[0]!);
      },
      'classes: id "employment" is used 2 times',
    ],
    [
      'a window id twice',
      (h) => {
        h.windows[1]!.id = 'window-1';
      },
      'windows: id "window-1" is used 2 times',
    ],
    [
      'a window number twice',
      (h) => {
        h.windows[1]!.number = 1;
      },
      'windows: number "1" is used 2 times',
    ],
    [
      'an item twice',
      (h) => {
        h.items.push(h.items[0]!);
      },
      `items: id "${firstItem.id}" is used 2 times`,
    ],
    [
      'a queue twice at a window',
      (h) => {
        h.windows[3]!.queueIds.push('queue-employment');
      },
      'window "window-4": queue "queue-employment" is used 2 times',
    ],
    [
      'a material twice',
      (h) => {
        h.items[0]!.materials[1]!.id = 'm1';
      },
      `${itemAt}: material id "m1" is used 2 times`,
    ],
    [
      'a promise longer than the law',
      (h) => {
        Object.assign(h.items[0]!, { handling: 'promised', promisedLimitDays: 11 });
      },
      `${itemAt}: promised limit of 11 days is longer than the legal 10`,
    ],
    [
      'at once, but promised in days',
      (h) => {
        h.items[0]!.promisedLimitDays = 2;
      },
      `${itemAt}: handled at once, but promised in 2 days`,
    ],
    [
      'promised in no days',
      (h) => {
        h.items[0]!.handling = 'promised';
      },
      `${itemAt}: promised in 0 days: that is handled at once`,
    ],
    [
      'a condition nobody told',
      (h) => {
        delete h.items[0]!.materials[2]!.remark;
      },
      `${itemAt}: material "m3" (社会保障卡) does not say when it is not needed`,
    ],
    [
      'a class without items',
      (h) => {
        h.items = h.items.filter((i) => i.classId !== 'rental');
      },
      'class "rental": has no items',
    ],
    [
      'a queue no class leads to',
      (h) => {
        h.classes[0]!.queueId = 'queue-rental';
      },
      'queue "queue-employment": no class leads to it',
    ],
    [
      'a queue no window can call',
      (h) => {
        for (const window of h.windows) window.queueIds = window.queueIds.filter((id) => id !== 'queue-rental');
      },
      'queue "queue-rental": no window can call it',
    ],
    [
      'a window that cannot serve',
      (h) => {
        h.windows[3]!.queueIds = ['x'];
      },
      'window "window-4": cannot serve, it has no queue of this hall',
    ],
    [
      'a comprehensive window that is not',
      (h) => {
        h.windows[0]!.queueIds.pop();
      },
      'window "window-1": is comprehensive, but does not take queue "queue-city-management"',
    ],
    [
      'a day that ends before it begins',
      (h) => {
        h.openingHours[1] = [{ from: 720, to: 540 }];
      },
      'opening hours, Monday: 12:00–9:00 ends before it begins',
    ],
    [
      'an interval of no length',
      (h) => {
        h.openingHours[0] = [{ from: 540, to: 540 }];
      },
      'opening hours, Sunday: 9:00–9:00 ends before it begins',
    ],
    [
      'intervals that overlap, in whatever order',
      (h) => {
        h.openingHours[2] = [
          { from: 700, to: 1020 },
          { from: 540, to: 725 },
        ];
      },
      'opening hours, Tuesday: 9:00–12:05 and 11:40–17:00 overlap',
    ],
    [
      'a hall that never opens',
      (h) => {
        h.openingHours = h.openingHours.map(() => []);
      },
      'opening hours: the hall never opens',
    ],
  ];

  test.each(cases)('%s', (_name, change, mistake) => {
    expect(broken(change)).toContain(mistake);
  });

  test('nothing in a hall that closes for lunch', () => {
    const lunch = [
      { from: 540, to: 720 },
      { from: 720, to: 1080 },
    ];
    expect(
      broken((hall) => {
        hall.openingHours = hall.openingHours.map(() => lunch);
      }),
    ).toEqual([]);
  });
});
