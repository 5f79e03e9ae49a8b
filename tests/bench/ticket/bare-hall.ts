// The hall's part of the floor: a message comes, one durable commit, a message goes.
import Database from 'better-sqlite3';
import { WebSocketServer } from 'ws';
import { answer } from '../support/peer.ts';

answer({
  listen: ({ file, lineBytes, replyBytes }: { file: string; lineBytes: number; replyBytes: number }) => {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT');
    const insert = db.prepare('INSERT INTO journal (line) VALUES (?)');
    const line = 'x'.repeat(lineBytes);
    const reply = 'x'.repeat(replyBytes);
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    server.on('connection', (socket) =>
      socket.on('message', () => {
        insert.run(line);
        socket.send(reply);
      }),
    );
    return new Promise((resolve) =>
      server.once('listening', () => resolve((server.address() as { port: number }).port)),
    );
  },
});
