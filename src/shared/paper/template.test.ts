import { describe, expect, test } from 'vitest';
import { sampleHall } from '../catalogue/sample/hall.ts';
import { HallConfig } from '../catalogue/types.ts';
import { checkHall } from '../catalogue/validate.ts';
import { templateMistakeText } from '../messages/template.ts';
import { PaperDocument } from './document.ts';
import { layPaper } from './layout.ts';
import { defaultMaterialsTemplate, MATERIALS } from './materials.ts';
import { checkTemplate, PaperTemplate } from './template.ts';
import { defaultTicketTemplate, TICKET, type TicketFacts, ticketPaper } from './ticket.ts';

const facts: TicketFacts = {
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  ahead: 3,
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  progressUrl: 'OW1:demo:48219037',
  progressCode: '48219037',
  missed: { calls: 3, desk: '咨询台' },
};

/** A hall that wants little paper, its own words, and the number huge. */
const own = PaperTemplate.parse({
  version: 1,
  lines: [
    { kind: 'text', text: '{number}', size: 6, align: 'center' },
    { kind: 'text', text: '{queue} · 前面 {ahead} 人', align: 'center' },
    { kind: 'text', text: '办理 {item}', when: 'item' },
    { kind: 'text', text: '未选事项', when: '!item' },
    { kind: 'qr', data: 'https://hall.example/{progressUrl}', when: 'progressUrl' },
    { kind: 'cut' },
  ],
});

function texts(document: PaperDocument): string[] {
  return layPaper(document, 48).flatMap((line) => (line.kind === 'text' ? [line.text] : []));
}

test('the layouts we ship pass their own check', () => {
  expect(checkTemplate(PaperTemplate.parse(defaultTicketTemplate), TICKET)).toEqual([]);
  expect(checkTemplate(PaperTemplate.parse(defaultMaterialsTemplate), MATERIALS)).toEqual([]);
});

test('a hall’s own layout prints its own words, and lines only where there is something to say', () => {
  const slip = PaperDocument.parse(ticketPaper(facts, 'zh-CN', own));
  expect(texts(slip)).toEqual(['A012', '社保医保 · 前面 3 人', '未选事项']);
  expect(slip.lines[0]).toMatchObject({ size: 6 });
  expect(slip.lines).toContainEqual({ kind: 'qr', data: 'https://hall.example/OW1:demo:48219037' });
  const chosen = ticketPaper({ ...facts, item: '养老保险参保登记', notes: ['reprint'] }, 'zh-CN', own);
  expect(texts(chosen)).toEqual(['【补打】', 'A012', '社保医保 · 前面 3 人', '办理 养老保险参保登记']);
});

test('what a person is called cannot become a place to be filled', () => {
  expect(texts(ticketPaper({ ...facts, queue: '{hall}' }, 'zh-CN', own))[1]).toBe('{hall} · 前面 3 人');
});

describe('a layout with a mistake is refused, with its place', () => {
  const line = (...lines: object[]) =>
    checkTemplate(PaperTemplate.parse({ version: 1, lines }), TICKET).map((each) => templateMistakeText(each, 'en'));
  const number = { kind: 'text', text: '{number}' };
  const cut = { kind: 'cut' };

  test.each([
    ['a misspelt field', [number, { kind: 'text', text: '{numer}' }, cut], 'line 2 (text): {numer} is not known here'],
    ['a condition on nothing', [{ ...number, when: 'itme' }, cut], 'line 1 (text): {itme} is not known here'],
    ['no number', [{ kind: 'text', text: '{queue}' }, cut], '{number} is nowhere on the slip'],
    ['no cut', [number], 'the last line must cut'],
    ['a cut in the middle', [cut, number, cut], 'line 1 (cut): only the last line may cut'],
    ['Chinese in a code', [number, { kind: 'qr', data: '取号' }, cut], 'line 2 (qr): a code holds printable ASCII'],
    ['a name in a code', [number, { kind: 'qr', data: '{queue}' }, cut], 'line 2 (qr): {queue} cannot stand in a code'],
    ['an unknown block', [number, { kind: 'block', block: 'rows' }, cut], 'line 2 (block): block "rows" is not known'],
  ])('%s', (_, lines, mistake) => {
    expect(line(...lines).some((each) => each.startsWith(mistake))).toBe(true);
  });

  test('a hall’s file says which slip it is', () => {
    const broken = {
      version: 1 as const,
      lines: [{ kind: 'text' as const, text: '{numer}' }, { kind: 'cut' as const }],
    };
    expect(checkHall({ ...sampleHall, paper: { ticket: broken } })).toContainEqual(
      expect.stringContaining('paper.ticket: line 1 (text): {numer} is not known here'),
    );
    expect(checkHall({ ...sampleHall, paper: { ticket: own } })).toEqual([]);
  });

  test('a wrong shape is refused by the schema, with the path', () => {
    const wrong = { ...sampleHall, paper: { ticket: { version: 1, lines: [{ kind: 'text', text: 'x', size: 9 }] } } };
    const parsed = HallConfig.safeParse(wrong);
    expect(parsed.error?.issues[0]?.path).toEqual(['paper', 'ticket', 'lines', 0, 'size']);
  });
});
