import { checkPattern } from '../case/number.ts';
import { templateMistakeText } from '../messages/template.ts';
import { MATERIALS } from '../paper/materials.ts';
import { checkTemplate, type PaperTemplate, type TemplateKind } from '../paper/template.ts';
import { TICKET } from '../paper/ticket.ts';
import type { HallConfig, Item, OpenInterval } from './types.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * What the schema cannot see in a hall's record: names that lead nowhere, numbers given twice, promises longer than
 * the law allows, windows and tiles that serve nothing. Each mistake says where it is and what is wrong; none → [].
 */
export function checkHall(config: HallConfig): string[] {
  const known = {
    area: new Set(config.areas.map((area) => area.id)),
    queue: new Set(config.queues.map((queue) => queue.id)),
    class: new Set(config.classes.map((each) => each.id)),
  };
  const unknown = (where: string, kind: keyof typeof known, id: string): string[] =>
    known[kind].has(id) ? [] : [`${where}: ${kind} "${id}" does not exist`];

  return [
    ...checkDuplicates(config),
    ...config.queues.flatMap((queue) => unknown(`queue "${queue.id}"`, 'area', queue.areaId)),
    ...config.classes.flatMap((each) => unknown(`class "${each.id}"`, 'queue', each.queueId)),
    ...config.windows.flatMap((window) => [
      ...unknown(`window "${window.id}"`, 'area', window.areaId),
      ...window.queueIds.flatMap((queueId) => unknown(`window "${window.id}"`, 'queue', queueId)),
    ]),
    ...config.items.flatMap((item) => [...unknown(itemAt(item), 'class', item.classId), ...checkItem(item)]),
    ...checkService(config, known.queue),
    ...checkOpeningHours(config.openingHours),
    ...checkPaper(config),
    ...(config.cases?.numberPattern === undefined ? [] : checkPattern(config.cases.numberPattern)),
  ];
}

/** Templates name only what there is, and show what a slip is for. */
function checkPaper({ paper }: HallConfig): string[] {
  const of = (name: string, template: PaperTemplate | undefined, kind: TemplateKind) =>
    template
      ? checkTemplate(template, kind).map((mistake) => `paper.${name}: ${templateMistakeText(mistake, 'en')}`)
      : [];
  return [...of('ticket', paper?.ticket, TICKET), ...of('materials', paper?.materials, MATERIALS)];
}

function itemAt(item: Item): string {
  return `item "${item.id}" (${item.name})`;
}

function checkDuplicates({ areas, queues, classes, windows, items }: HallConfig): string[] {
  return [
    ...repeated('areas', 'id', areas, (area) => area.id),
    ...repeated('queues', 'id', queues, (queue) => queue.id),
    ...repeated('queues', 'prefix', queues, (queue) => queue.prefix),
    ...repeated('classes', 'id', classes, (each) => each.id),
    ...repeated('windows', 'id', windows, (window) => window.id),
    ...repeated('windows', 'number', windows, (window) => window.number),
    ...repeated('items', 'id', items, (item) => item.id),
    ...windows.flatMap((window) => repeated(`window "${window.id}"`, 'queue', window.queueIds, (id) => id)),
    ...items.flatMap((item) => repeated(itemAt(item), 'material id', item.materials, (material) => material.id)),
  ];
}

function repeated<T>(where: string, what: string, list: readonly T[], keyOf: (each: T) => string | number): string[] {
  const times = new Map<string | number, number>();
  for (const each of list) times.set(keyOf(each), (times.get(keyOf(each)) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count > 1)
    .map(([key, count]) => `${where}: ${what} "${key}" is used ${count} times`);
}

function checkItem(item: Item): string[] {
  const { handling, legalLimitDays: legal, promisedLimitDays: promised } = item;
  const mistakes: string[] = [];
  if (promised > legal) mistakes.push(`promised limit of ${promised} days is longer than the legal ${legal}`);
  if (handling === 'at-once' && promised !== 0) mistakes.push(`handled at once, but promised in ${promised} days`);
  if (handling === 'promised' && promised === 0) mistakes.push('promised in 0 days: that is handled at once');
  for (const material of item.materials) {
    if (material.need === 'conditional' && !material.remark) {
      mistakes.push(`material "${material.id}" (${material.name}) does not say when it is not needed`);
    }
  }
  return mistakes.map((mistake) => `${itemAt(item)}: ${mistake}`);
}

/** Every tile leads to items, every queue to a window that calls it, every window to a queue. */
function checkService({ classes, queues, windows, items }: HallConfig, knownQueues: ReadonlySet<string>): string[] {
  const mistakes: string[] = [];
  for (const each of classes) {
    if (!items.some((item) => item.classId === each.id)) mistakes.push(`class "${each.id}": has no items`);
  }
  for (const queue of queues) {
    if (!classes.some((each) => each.queueId === queue.id)) mistakes.push(`queue "${queue.id}": no class leads to it`);
    if (!windows.some((window) => window.queueIds.includes(queue.id))) {
      mistakes.push(`queue "${queue.id}": no window can call it`);
    }
  }
  for (const window of windows) {
    if (!window.queueIds.some((id) => knownQueues.has(id))) {
      mistakes.push(`window "${window.id}": cannot serve, it has no queue of this hall`);
    }
    const missing = queues.filter((queue) => !window.queueIds.includes(queue.id));
    if (window.comprehensive && missing.length > 0) {
      const ids = missing.map((queue) => `"${queue.id}"`).join(', ');
      mistakes.push(`window "${window.id}": is comprehensive, but does not take queue ${ids}`);
    }
  }
  return mistakes;
}

function checkOpeningHours(week: readonly (readonly OpenInterval[])[]): string[] {
  if (week.every((day) => day.length === 0)) return ['opening hours: the hall never opens'];
  return week.flatMap((intervals, weekday) => {
    const where = `opening hours, ${DAYS[weekday] ?? `day ${weekday}`}`;
    const backwards = intervals
      .filter((each) => each.from >= each.to)
      .map((each) => `${where}: ${span(each)} ends before it begins`);
    const inOrder = intervals.filter((each) => each.from < each.to).sort((a, b) => a.from - b.from);
    const overlapping = inOrder.flatMap((each, index) => {
      const before = inOrder[index - 1];
      return before && each.from < before.to ? [`${where}: ${span(before)} and ${span(each)} overlap`] : [];
    });
    return [...backwards, ...overlapping];
  });
}

function span(interval: OpenInterval): string {
  return `${clock(interval.from)}–${clock(interval.to)}`;
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
