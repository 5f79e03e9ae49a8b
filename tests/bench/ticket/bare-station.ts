// The station's part of the floor: the work of a press that nobody can leave out, with nothing around it. It knows no
// queue, no ticket and no screen; the bytes it writes are those of a real slip.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { WebSocket } from 'ws';
import { answer, instant } from '../support/peer.ts';

interface Setup {
  readonly file: string;
  readonly hallPort: number;
  readonly printerPort: number;
  /** Sizes and bytes as the product had them in the same run. */
  readonly questionBytes: number;
  readonly documentBytes: number;
  readonly slip: string;
}

let press: () => Promise<number>;
let pressAlone: () => number;

answer({
  setUp: async (setup: Setup) => {
    const db = new Database(setup.file);
    db.pragma("cipher = 'chacha20'");
    db.pragma(`key = "x'${randomBytes(32).toString('hex')}'"`);
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO journal (line) VALUES (?)');
    const question = 'x'.repeat(setup.questionBytes);
    const document = 'x'.repeat(setup.documentBytes);
    const slip = Buffer.from(setup.slip, 'base64');

    const hall = new WebSocket(`ws://127.0.0.1:${setup.hallPort}`, { perMessageDeflate: false });
    const printer = connect({ port: setup.printerPort, host: '127.0.0.1', noDelay: true });
    await Promise.all([
      new Promise((resolve) => hall.once('open', resolve)),
      new Promise((resolve) => printer.once('connect', resolve)),
    ]);
    printer.resume();

    press = () =>
      new Promise((resolve) => {
        const pressedAt = instant();
        insert.run(question); // durable before it is asked
        hall.once('message', () => {
          insert.run(document); // durable before the bytes leave
          printer.write(slip);
          resolve(pressedAt);
        });
        hall.send(question);
      });
    pressAlone = () => {
      const pressedAt = instant();
      insert.run(document); // the ticket and that its bytes may leave, in one
      printer.write(slip);
      return pressedAt;
    };
  },
  press: () => press(),
  pressAlone: () => pressAlone(),
});
