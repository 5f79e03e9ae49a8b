import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallRow } from '../../shared/protocol/views.ts';
import {
  newCalls,
  STALE_CALL_MS,
  spokenCall,
  spokenNumber,
  spokenParts,
  spokenWindow,
  windowRange,
} from './announcement.ts';

const now = 1_800_000_000_000;
const call = (ticketId: string, calls = 1, over: Partial<CallRow> = {}): CallRow => ({
  ticketId,
  number: 'A012',
  windowNumber: 5,
  maskedName: null,
  queueName: '就业社保',
  calledAt: now,
  calls,
  serving: false,
  ...over,
});

describe('what the voice says', () => {
  it.each([
    ['A012', 'A 零 一 二'],
    ['B1003', 'B 一 零 零 三'],
  ])('reads %s digit by digit', (number, spoken) => expect(spokenNumber(number)).toBe(spoken));

  it.each([
    [5, '五'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [35, '三十五'],
    [108, '一 零 八'],
  ])('says window %i as one number', (window, spoken) => expect(spokenWindow(window)).toBe(spoken));

  it('is one sentence', () => {
    expect(spokenCall({ number: 'A012', windowNumber: 5 })).toBe('请 A 零 一 二 号，到 五 号窗口');
  });

  it.each([
    ['A012', 5, 'qing A 0 1 2 hao dao 5 chuangkou'],
    ['F1003', 12, 'qing F 1 0 0 3 hao dao 10 2 chuangkou'],
    ['B007', 35, 'qing B 0 0 7 hao dao 3 10 5 chuangkou'],
    ['C001', 108, 'qing C 0 0 1 hao dao 1 0 8 chuangkou'],
  ])('is put together from recorded parts for %s at %i', (number, windowNumber, parts) => {
    expect(spokenParts({ number, windowNumber }).join(' ')).toBe(parts);
  });

  it('has a recording for every part there can be', () => {
    const numbers = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((prefix) => `${prefix}0123456789`);
    const parts = numbers.flatMap((number, i) => spokenParts({ number, windowNumber: i + 8 }));
    const folder = join(import.meta.dirname, '../../../assets/voice');
    expect([...new Set(parts)].filter((name) => !existsSync(join(folder, `${name}.ogg`)))).toEqual([]);
  });
});

describe('which calls are announced', () => {
  it('none of the first view, each new pair once', () => {
    const first = newCalls(null, [call('t1')], now);
    expect(first.fresh).toEqual([]);
    const second = newCalls(first.known, [call('t2'), call('t1')], now);
    expect(second.fresh.map((c) => c.ticketId)).toEqual(['t2']);
    const again = newCalls(second.known, [call('t2'), call('t1')], now);
    expect(again.fresh).toEqual([]);
    const recalled = newCalls(again.known, [call('t2'), call('t1', 2)], now);
    expect(recalled.fresh.map((c) => `${c.ticketId}/${c.calls}`)).toEqual(['t1/2']);
  });

  it('oldest first when several come at once', () => {
    const { fresh } = newCalls(
      new Set(),
      [call('new', 1, { calledAt: now }), call('old', 1, { calledAt: now - 900 })],
      now,
    );
    expect(fresh.map((c) => c.ticketId)).toEqual(['old', 'new']);
  });

  it('not one whose moment has passed, nor one already being served', () => {
    const late = call('late', 1, { calledAt: now - STALE_CALL_MS });
    expect(newCalls(new Set(), [late, call('served', 1, { serving: true })], now).fresh).toEqual([]);
  });
});

describe('the windows of an area', () => {
  it.each([
    [[1, 2, 3, 4, 5], '1 – 5'],
    [[4, 1, 7], '1、4、7'],
    [[1, 2, 6, 7, 8], '1、2、6 – 8'],
    [[3], '3'],
  ])('%j is %s', (numbers, text) => expect(windowRange(numbers, '、')).toBe(text));
});
