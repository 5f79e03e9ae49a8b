import { app } from 'electron';
import { log } from './log.ts';

/** The tidy end of the program: services first, then Electron. */
export interface Shutdown {
  readonly begun: boolean;
  onStop(stop: () => Promise<void>): void;
}

export function tidyShutdown(): Shutdown {
  const stops: (() => Promise<void>)[] = [];
  let begun = false;
  let finished = false;
  app.on('before-quit', () => {
    begun = true;
  });
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void Promise.allSettled(stops.map((stop) => stop())).then(() => {
      finished = true;
      // Not from within this event, where Electron would not hear it.
      setImmediate(() => app.quit());
    });
  });
  // Which window's end is the program's is known to whoever opened it.
  app.on('window-all-closed', () => {});
  return {
    get begun() {
      return begun;
    },
    onStop: (stop) => void stops.push(stop),
  };
}

/** A defect of the shell itself must not leave Electron's error box on a public screen: the program starts anew. */
export function restartOnDefect(): void {
  const started = Date.now();
  const SETTLED_MS = 10_000;
  // A promise nobody waits for is a defect like any other; Electron would only mutter about it.
  process.on('unhandledRejection', (reason) => {
    throw reason;
  });
  process.on('uncaughtException', (error) => {
    log('shell-defect', { message: String(error?.stack ?? error) });
    // Right after the start it would only happen again; then whatever started us sees the exit code.
    if (Date.now() - started > SETTLED_MS) app.relaunch();
    app.exit(1);
  });
}
