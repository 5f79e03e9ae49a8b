import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { HELPER_SOURCE } from './helper-source.ts';

/** A program that talks to the spooler and speaks lines on its standard streams (see `SpoolerHelper`). */
export interface HelperProgram {
  readonly file: string;
  readonly args: readonly string[];
}

/** How the helper answered: `code` is the error of Windows, or 0. */
export type HelperAnswer =
  | { readonly ok: true; readonly values: readonly number[] }
  | { readonly ok: false; readonly code: number };

/** PowerShell takes no longer to start, even on a slow disk with a virus scanner. */
const START_MS = 20_000;
/** The spooler's service answers at once, or hangs. */
const ANSWER_MS = 10_000;
/** No answer of Windows: the helper went away or does not answer. */
export const HELPER_GONE = -1;

/**
 * Windows PowerShell, which every Windows has, compiles a few lines of C# that call winspool.drv. A process of its own:
 * a call that hangs in the spooler or in a printer's driver holds up nothing of the station's.
 */
export function powershellHelper(): HelperProgram {
  const root = process.env.SystemRoot ?? 'C:\\Windows';
  const script = `$ErrorActionPreference='Stop'\nAdd-Type -TypeDefinition @'\n${HELPER_SOURCE}\n'@\n[OneWindow.Spooler]::Run()`;
  return {
    file: join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    // UTF-16 in base64, so that no quoting rule of any shell stands between.
    args: ['-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(script, 'utf16le').toString('base64')],
  };
}

/**
 * The conversation with the helper. It says `ready` once; then each line is a question with a number, a verb and its
 * arguments, and each answer that number with `ok` and numbers, or `error` and the error code of Windows:
 *
 *   1 open <name, UTF-8 in base64>      1 ok
 *   2 state                             2 ok <status> <attributes>         PRINTER_INFO_2
 *   3 print <bytes in base64>           3 ok <job>
 *   4 job <job>                         4 ok <status> | 4 error 87         JOB_INFO_1; 87: it is in the queue no more
 *   5 cancel <job>                      5 ok <1 when it had begun to print>
 */
export class SpoolerHelper {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (answer: HelperAnswer) => void>();
  readonly #ready: Promise<boolean>;
  #last = 0;
  #over = false;

  constructor(program: HelperProgram, gone: () => void) {
    this.#child = spawn(program.file, [...program.args], { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    this.#ready = new Promise((resolve) => {
      const late = setTimeout(() => {
        this.stop();
        resolve(false);
      }, START_MS);
      const end = () => {
        clearTimeout(late);
        resolve(false);
        const first = !this.#over;
        this.#over = true;
        for (const answer of this.#open.values()) answer({ ok: false, code: HELPER_GONE });
        this.#open.clear();
        if (first) gone();
      };
      this.#child.once('error', end);
      this.#child.once('exit', end);
      this.#child.stdin?.on('error', () => undefined); // the exit says it
      if (!this.#child.stdout) return;
      createInterface(this.#child.stdout).on('line', (line) => {
        if (line === 'ready') {
          clearTimeout(late);
          resolve(true);
        } else this.#heard(line);
      });
    });
  }

  /** False: it did not start. */
  get ready(): Promise<boolean> {
    return this.#ready;
  }

  ask(verb: string, ...args: (string | number)[]): Promise<HelperAnswer> {
    if (this.#over) return Promise.resolve({ ok: false, code: HELPER_GONE });
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.stop(), ANSWER_MS);
      this.#open.set(id, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      this.#child.stdin?.write(`${[id, verb, ...args].join(' ')}\n`);
    });
  }

  /** Ends it. What is in the queue of Windows stays there. */
  stop(): void {
    this.#child.kill();
  }

  #heard(line: string): void {
    const answer = readAnswer(line);
    if (!answer) return; // PowerShell may have something to say of its own
    this.#open.get(answer.id)?.(answer.answer);
    this.#open.delete(answer.id);
  }
}

/** Null: no answer. */
export function readAnswer(line: string): { id: number; answer: HelperAnswer } | null {
  const match = /^(\d{1,9}) (?:(ok)((?: \d{1,10})*)|error (\d{1,10}))$/.exec(line.trimEnd());
  if (!match) return null;
  const [, id, ok, values = '', code] = match;
  const answer: HelperAnswer = ok
    ? { ok: true, values: values.split(' ').filter(Boolean).map(Number) }
    : { ok: false, code: Number(code) };
  return { id: Number(id), answer };
}
