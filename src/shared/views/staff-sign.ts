import type { Locale } from '../messages/define.ts';
import { deviceMessages } from '../messages/device.ts';
import { linkMessages, linkTroubleKey } from '../messages/link.ts';
import { rollMessages, rollWords, staffMessages, troubleWords } from '../messages/staff.ts';
import { staffSignMessages } from '../messages/staff-sign.ts';
import type { HealthView } from '../protocol/desk-view.ts';
import type { DeviceName, DeviceReport } from '../protocol/device-report.ts';

/** One thing the staff should look at. `since`: ms since 1970 by the hall's clock. */
export interface StaffMark {
  /** One letter for what ails, so that it can be said over the telephone: P printer, R reader, H hall, … */
  readonly letter: string;
  readonly tone: 'attention' | 'down';
  /** What it is: 小票打印机. */
  readonly name: string;
  /** How it stands, in two or three words: 缺纸. */
  readonly short: string;
  /** What to do about it. */
  readonly todo: string;
  readonly since: number | null;
}

const LETTERS: Readonly<Record<DeviceName, string>> = {
  ticketPrinter: 'P',
  idReader: 'R',
  scanner: 'S',
  keypad: 'K',
  evaluator: 'E',
  windowDisplay: 'W',
  pad: 'T',
  display: 'V',
  district: 'Q',
};

/** What the staff's sign at the edge of a screen tells, worst first; empty when all is well. Pure. */
export function staffMarks(view: HealthView, locale: Locale): StaffMark[] {
  const marks = [
    ...view.devices.flatMap((report) => deviceMark(report, locale)),
    ...hallMark(view, locale),
    ...view.warnings.map((warning) => warningMark(warning, locale)),
  ];
  return [...marks.filter((mark) => mark.tone === 'down'), ...marks.filter((mark) => mark.tone === 'attention')];
}

/** Devices that need nothing, with what is known of their paper. */
export function workingDevices(view: HealthView, locale: Locale): string[] {
  const t = staffMessages.in(locale);
  return view.devices
    .filter((report) => deviceMark(report, locale).length === 0)
    .map(({ device, roll }) =>
      roll ? `${t(`device.${device}`)} (${rollWords(roll, locale)})` : t(`device.${device}`),
    );
}

function deviceMark({ device, health, roll }: DeviceReport, locale: Locale): StaffMark[] {
  const rollShort = roll && roll.change !== 'fine' ? rollMessages.in(locale)(roll.change) : null;
  const head = { letter: LETTERS[device], name: staffMessages.in(locale)(`device.${device}`) };
  if (health.state === 'ready' || health.code === 'connecting') {
    // A device that is being connected is no news: in a moment it is ready, or says what it lacks.
    if (!roll || rollShort === null) return [];
    return [{ ...head, tone: 'attention', short: rollShort, todo: rollWords(roll, locale), since: null }];
  }
  const about = deviceMessages.in(locale)(`${health.code}.keeper`);
  return [
    {
      ...head,
      tone: health.state,
      short: troubleWords(health, locale),
      todo:
        rollShort !== null && health.code === 'paper-near-end'
          ? `${about}${locale === 'en' ? ' ' : '。'}${rollShort}`
          : about,
      since: health.since,
    },
  ];
}

function hallMark({ link }: HealthView, locale: Locale): StaffMark[] {
  if (link.state === 'online' || link.state === 'connecting') return [];
  const t = staffSignMessages.in(locale);
  const trouble = linkTroubleKey(link.refused);
  return [
    {
      letter: 'H',
      tone: link.state === 'refused' ? 'down' : 'attention',
      name: t(`hall.${link.state}`),
      short: t(`hall.${link.state}`),
      todo: trouble === null ? t(`hall.${link.state}.do`) : linkMessages.in(locale)(trouble),
      since: link.since,
    },
  ];
}

function warningMark(warning: HealthView['warnings'][number], locale: Locale): StaffMark {
  const t = staffSignMessages.in(locale);
  const short = t(`warning.${warning}`);
  return {
    letter: { 'clock-wrong': 'C', 'database-rebuilt': 'D', 'numbers-low': 'N', 'storage-full': 'D' }[warning],
    tone: warning === 'storage-full' ? 'down' : 'attention',
    name: short,
    short,
    todo: t(`warning.${warning}.do`),
    since: null,
  };
}
