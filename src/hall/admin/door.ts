import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { HallLog, HallService } from '../server/service.ts';
import { AdminAnswer, AdminTask, carryOut } from './task.ts';

const MAX_BODY = 4096;
const Word = z.object({ url: z.string(), token: z.string() });

function wordFile(data: string): string {
  return join(data, 'hall-admin.json');
}

/**
 * The running hall's door for its keeper's command line: on loopback alone, for whoever can read the word in the data
 * folder, which is whoever could read the hall's database.
 */
export class AdminDoor {
  readonly #hall: HallService;
  readonly #token = randomBytes(32).toString('base64url');

  readonly #log: HallLog;

  constructor(hall: HallService, log: HallLog) {
    this.#hall = hall;
    this.#log = log;
  }

  /** Leaves word where the door is, readable by its owner only; returned is how to take it away. */
  leaveWord(data: string, url: string): () => void {
    const file = wordFile(data);
    rmSync(file, { force: true }); // one that was left behind may have other rights
    writeFileSync(file, JSON.stringify({ url, token: this.#token }), { mode: 0o600 });
    return () => rmSync(file, { force: true });
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.origin !== undefined || !this.#isKeeper(request)) return void response.writeHead(403).end();
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
      if (body.length > MAX_BODY) request.destroy();
    });
    request.on('end', () => {
      const task = AdminTask.safeParse(parseJson(body));
      if (!task.success) return void response.writeHead(400).end();
      carryOut(this.#hall, task.data).then(
        (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
        (error: unknown) => {
          this.#log('admin-failed', {
            task: task.data.do,
            error: error instanceof Error ? error.message : String(error),
          });
          response.writeHead(500).end();
        },
      );
    });
  }

  #isKeeper({ headers }: IncomingMessage): boolean {
    const hash = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(hash(headers.authorization ?? ''), hash(`Bearer ${this.#token}`));
  }
}

/** Asks the hall that runs on this folder; null when none does. Rejects when it runs and does not answer as it should. */
export async function askRunning(data: string, task: AdminTask): Promise<AdminAnswer | null> {
  if (!existsSync(wordFile(data))) return null;
  const { url, token } = Word.parse(JSON.parse(readFileSync(wordFile(data), 'utf8')));
  let response: Response;
  try {
    response = await fetch(`${url}/admin`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(task),
    });
  } catch (error) {
    // It was killed and its word stayed behind.
    if ((error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED') return null;
    throw error;
  }
  if (response.status === 403 || response.status === 404) return null; // another program has the port now
  if (!response.ok) throw new Error(`the hall answered ${response.status}; its log says why`);
  return AdminAnswer.parse(await response.json());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
