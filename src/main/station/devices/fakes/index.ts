/** Devices without hardware: real bytes over a real or virtual port, for tests, demonstrations and the dock. */
export { buildCardText } from './card-text.ts';
export { FakeIdReader } from './id-reader.ts';
export { FakeKeypad, KEYPAD_KEYS, type KeypadKey, type KeypadShows, keypadFrame, RESEND_MS } from './keypad.ts';
export { FakeLedPanel } from './led-panel.ts';
export { LINE_FAULTS, type LineFault, LineFaults } from './line-faults.ts';
export { ManualClock, settle } from './manual-clock.ts';
export { MemoryLine } from './memory-line.ts';
export { BAUD_9600_BYTES_PER_SECOND } from './paced.ts';
export { type FakeLine, type FakeTicket, ticketText } from './paper-roll.ts';
export { madeUpCards } from './people.ts';
export { FakePrinter } from './printer.ts';
export { FAKE_KINDS, type FakeKind, type SerialFake, startSerialFake, startTcpFake, type TcpFake } from './serve.ts';
