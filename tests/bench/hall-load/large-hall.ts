import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { HallConfig } from '../../../src/shared/catalogue/types.ts';

/** A queue's number begins with one letter. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * A made-up city hall of any size, through the ordinary configuration: areas with a queue each, windows spread over
 * them (every tenth takes the neighbouring area's queue as well), and the sample hall's items shared out among the
 * classes.
 */
export function largeHall(options: { id?: string; windows: number; areas: number }): HallConfig {
  const { windows, areas } = options;
  if (areas > LETTERS.length) throw new Error(`at most ${LETTERS.length} areas: a queue's number begins with a letter`);
  const each = Array.from({ length: areas }, (_, i) => ({ letter: LETTERS[i]!, area: areaId(i), queue: queueId(i) }));
  return {
    ...sampleHall,
    id: options.id ?? 'hall-large',
    name: '示范市政务服务中心',
    nameEn: 'Model City Service Centre',
    areas: each.map(({ area, letter }) => ({ id: area, name: `${letter} 区`, nameEn: `Area ${letter}` })),
    queues: each.map(({ area, queue, letter }) => ({
      id: queue,
      prefix: letter,
      name: `${letter} 类业务`,
      nameEn: `Services ${letter}`,
      areaId: area,
      usualMinutes: 8,
    })),
    classes: each.map(({ queue, letter }) => ({
      id: `class-${letter}`,
      name: `${letter} 类业务`,
      hint: '示范事项',
      nameEn: `Services ${letter}`,
      hintEn: 'Model services',
      queueId: queue,
    })),
    windows: Array.from({ length: windows }, (_, i) => {
      const own = i % areas;
      const neighbour = i % 10 === 0 && areas > 1 ? [queueId((own + 1) % areas)] : [];
      return {
        id: windowId(i),
        number: i + 1,
        areaId: areaId(own),
        queueIds: [queueId(own), ...neighbour],
        comprehensive: areas === 1,
      };
    }),
    items: sampleHall.items.map((item, i) => ({ ...item, classId: `class-${each[i % areas]!.letter}` })),
  };
}

export function windowId(i: number): string {
  return `window-${i + 1}`;
}

export function areaId(i: number): string {
  return `area-${i + 1}`;
}

export function queueId(i: number): string {
  return `queue-${i + 1}`;
}
