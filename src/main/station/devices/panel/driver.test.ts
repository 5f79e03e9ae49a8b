import { expect, test } from 'vitest';
import { FakeKeypad, KEYPAD_KEYS, keypadFrame, ManualClock, MemoryLine, settle } from '../fakes/index.ts';
import { encodeOrder } from '../frame-table/codec.ts';
import { openPanels, PanelConfig, type PanelEvent } from '../index.ts';
import { noLog } from '../log.ts';
import { keypadTable } from './keypad-table.ts';
import type { PanelView } from './orders.ts';

const VIEW: PanelView = { window: 5, status: 'called', ticket: 'A012', calls: 1, waiting: 3, asking: null };
const url = 'serial:/dev/none?baud=9600';

function open(settings: Record<string, unknown>[] = [{}], answer: (event: PanelEvent) => boolean = () => true) {
  const clock = new ManualClock();
  const line = new MemoryLine();
  const keypads = settings.map(({ address }) => new FakeKeypad(Number(address ?? 1), clock));
  for (const keypad of keypads) keypad.attach(line.device);
  const heard: PanelEvent[] = [];
  const panels = openPanels(
    settings.map((each) => PanelConfig.parse({ url, ...each })),
    { clock, log: noLog, transport: line.make },
  );
  for (const panel of panels) {
    panel.onEvent((event) => {
      heard.push(event);
      return answer(event);
    });
  }
  const [keypad] = keypads as [FakeKeypad];
  const [panel] = panels as [(typeof panels)[number]];
  return { clock, line, keypads, keypad, panels, panel, heard };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

test('the frames of the family are those of its sheet', async () => {
  const { clock, line, panel, keypad } = open([{ stars: 5, levels: [1, 2, 4, 5] }]);
  await settle();
  panel.show({ ...VIEW, waiting: 0, asking: 'service-1' });
  panel.beep();
  keypad.answer(2);
  await clock.advance(500);
  const written = line.written.map(hex);
  expect(written).toContain('FF680303680102050816'); // star level 5
  expect(written).toContain('FF680808680102' + '0A0A00000102' + '1A16'); // none waits, ticket 012
  expect(written).toContain('FF68030368' + '01010B0D16'); // please rate
  expect(written).toContain('FF68020268' + '01030416'); // beep
  expect(written).toContain('FF68030368' + '0101020416'); // answer 02 acknowledged
  expect(keypad.spoilt).toBe(0);
});

test('the sheet’s example: waiting blank, ticket 012', () => {
  const values = { number: 12, ticket: 'A012', waiting: null, window: 5, level: null };
  expect(hex(encodeOrder(keypadTable(null), 1, 'show', values) ?? new Uint8Array())).toBe(
    'FF6808086801020A0A0A0001022416',
  );
});

test('what waits and which ticket: as on its six places', async () => {
  const { clock, panel, keypad } = open();
  await settle();
  panel.show(VIEW);
  await clock.advance(100);
  expect(keypad.shows).toMatchObject({ waiting: '  3', ticket: '012' });
  panel.show({ ...VIEW, status: 'idle', ticket: null, waiting: 0 });
  await clock.advance(100);
  expect(keypad.shows).toMatchObject({ waiting: '  0', ticket: '   ' });
});

test.each(Object.keys(KEYPAD_KEYS) as (keyof typeof KEYPAD_KEYS)[])('key %s is heard and echoed', async (key) => {
  const { clock, keypad, heard } = open();
  await settle();
  const acks: string[] = [];
  keypad.onAcknowledged((frame) => acks.push(frame));
  keypad.press(key);
  await clock.advance(100);
  expect(heard).toEqual([{ kind: 'key', key }]);
  expect(acks).toHaveLength(1);
});

test('answers count as configured, worst to best; without configuration they count nothing', async () => {
  const mapped = open([{ levels: [1, 2, 4, 5] }]);
  await settle();
  for (const key of [0, 1, 2, 3] as const) {
    mapped.keypad.answer(key);
    await mapped.clock.advance(2000);
  }
  expect(mapped.heard).toEqual([1, 2, 4, 5].map((level) => ({ kind: 'rate', level })));
  const plain = open();
  await settle();
  plain.keypad.answer(3);
  await settle();
  expect(plain.heard).toEqual([{ kind: 'rate', level: null }]);
});

test('a rating that was not kept is not acknowledged', async () => {
  const { clock, keypad } = open([{ levels: [1, 2, 4, 5] }], () => false);
  await settle();
  const acks: string[] = [];
  keypad.onAcknowledged((frame) => acks.push(frame));
  keypad.answer(3);
  await clock.advance(1000);
  expect(acks).toEqual([]);
});

test('a frame the device repeats is one press, acknowledged each time', async () => {
  const { clock, line, keypad, heard } = open();
  await settle();
  const frame = keypadFrame(1, KEYPAD_KEYS.recall);
  for (let times = 0; times < 3; times += 1) {
    keypad.say(frame);
    await clock.advance(300);
  }
  expect(heard).toHaveLength(1);
  expect(line.written.filter((bytes) => hex(bytes) === hex(frame))).toHaveLength(3);
  await clock.advance(1000);
  keypad.say(frame);
  await settle();
  expect(heard).toHaveLength(2);
});

test('a frame with a wrong sum does nothing; the next is heard', async () => {
  const { clock, keypad, heard } = open();
  await settle();
  keypad.spoilOnce();
  keypad.press('call');
  await clock.advance(200);
  expect(heard).toEqual([]);
  keypad.press('call');
  await settle();
  expect(heard).toHaveLength(1);
});

test('in pieces of one byte, and two frames in one piece', async () => {
  const { keypad, heard } = open();
  await settle();
  keypad.setPieces(1);
  keypad.press('call');
  keypad.setPieces(null);
  keypad.say(Uint8Array.of(...keypadFrame(1, KEYPAD_KEYS.miss), ...keypadFrame(1, KEYPAD_KEYS.pause)));
  await settle();
  expect(heard.map((event) => event.kind === 'key' && event.key)).toEqual(['call', 'miss', 'pause']);
});

test('half a frame and silence: the next frame is whole', async () => {
  const { clock, keypad, heard } = open();
  await settle();
  keypad.say(keypadFrame(1, KEYPAD_KEYS.call).subarray(0, 6));
  await clock.advance(150);
  keypad.press('miss');
  await settle();
  expect(heard).toEqual([{ kind: 'key', key: 'miss' }]);
});

test('several on one line: each hears and shows its own', async () => {
  const { clock, keypads, panels, heard } = open([{ address: 1 }, { address: 2, levels: [1, 2, 4, 5] }]);
  await settle();
  panels[0]?.show(VIEW);
  panels[1]?.show({ ...VIEW, ticket: 'B034' });
  await clock.advance(500);
  expect(keypads.map((keypad) => keypad.shows.ticket)).toEqual(['012', '034']);
  keypads[1]?.answer(0);
  await settle();
  expect(heard).toEqual([{ kind: 'rate', level: 1 }]);
});

test('plugged in again it shows how the window stands now, and nothing of before', async () => {
  const { clock, line, keypad, panel } = open();
  await settle();
  panel.show(VIEW);
  await clock.advance(100);
  line.unplug();
  panel.show({ ...VIEW, ticket: 'A013' });
  panel.show({ ...VIEW, ticket: 'A014' });
  const before = line.written.length;
  line.plug();
  await clock.advance(6000);
  expect(keypad.shows.ticket).toBe('014');
  expect(line.written.length - before).toBe(1);
  expect(panel.health().state).toBe('ready');
});

test('a busy line: of orders that wait the newest of a kind goes', async () => {
  const { clock, line, keypad, panel } = open();
  await settle();
  for (let waiting = 1; waiting <= 20; waiting += 1) panel.show({ ...VIEW, waiting });
  await clock.advance(1000);
  expect(keypad.shows.waiting).toBe(' 20');
  expect(line.written.length).toBeLessThan(4);
});

test('noise where frames should be is said; a frame ends it', async () => {
  const { clock, keypad, panel } = open();
  await settle();
  keypad.say(new Uint8Array(40).fill(0x5a));
  await clock.advance(200);
  expect(panel.health()).toMatchObject({ state: 'attention', code: 'garbled' });
  keypad.press('call');
  await settle();
  expect(panel.health().state).toBe('ready');
});

test.each([
  [{ levels: [5, 4, 2, 1] }, 'four levels that rise'],
  [{ levels: [1, 1, 4, 5] }, 'four levels that rise'],
  [{ frames: 'pad.json', levels: [1, 2, 4, 5] }, 'belongs to "keypad"'],
  [{ address: 256 }, '255'],
])('%j is refused', (settings, words) => {
  const result = PanelConfig.safeParse({ url, ...settings });
  expect(result.error?.issues.map((issue) => issue.message).join()).toContain(words);
});
