import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the program was started for. */
export type Task =
  | { readonly task: 'station'; readonly config: string }
  | { readonly task: 'demo'; readonly data: string | null }
  | { readonly task: 'hash-pin' }
  /** Nothing on the command line: the station whose settings lie in the usual place. */
  | { readonly task: 'usual-station' };

export interface Arguments {
  readonly task: Task;
  /** In the demo: the cameras of this machine, in place of one that sees a made-up page. */
  readonly realCamera: boolean;
  /** Asks for developer tools; has no effect in a packaged program. */
  readonly devtools: boolean;
  /** Folders with other pages and services than the built ones, for tests; no effect in a packaged program. */
  readonly pages: string | null;
  readonly services: string | null;
}

/** Chromium's own switches travel on the same command line, so unknown ones are left alone. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      demo: { type: 'boolean' },
      data: { type: 'string' },
      'real-camera': { type: 'boolean' },
      devtools: { type: 'boolean' },
      pages: { type: 'string' },
      services: { type: 'string' },
      'hash-pin': { type: 'boolean' },
    },
  });
  const path = (value: unknown) => (typeof value === 'string' ? resolve(value) : null);
  const config = path(values.config);
  let task: Task = { task: 'usual-station' };
  if (values['hash-pin']) task = { task: 'hash-pin' };
  else if (config) task = { task: 'station', config };
  else if (values.demo) task = { task: 'demo', data: path(values.data) };
  return {
    task,
    realCamera: values['real-camera'] === true,
    devtools: values.devtools === true,
    pages: path(values.pages),
    services: path(values.services),
  };
}
