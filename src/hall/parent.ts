/** The hall's end of the shell's process interface; started by hand, it talks to nobody. */
export interface Parent {
  readonly attached: boolean;
  ready(info: object): void;
  fatal(code: string, message: string): void;
  onStop(listener: () => void): void;
}

/** Leaves word with whoever restarts services: a person must mend this first. */
export const EXIT_FATAL = 78;

interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

export function findParent(): Parent {
  const utility = (process as unknown as { parentPort?: UtilityPort }).parentPort;
  const fork = process.send && process.env.ONEWINDOW_SERVICE === '1' ? process.send.bind(process) : undefined;
  const send = utility ? (m: unknown) => utility.postMessage(m) : fork ? (m: unknown) => fork(m) : undefined;
  return {
    attached: send !== undefined,
    ready: (info) => send?.({ type: 'ready', info }),
    fatal: (code, message) => {
      if (send) send({ type: 'fatal', code, message });
      else console.error(`${code}: ${message}`);
    },
    onStop: (listener) => {
      const heard = (message: unknown) => {
        if ((message as { type?: string } | null)?.type === 'stop') listener();
      };
      if (utility) utility.on('message', (event) => heard(event.data));
      else if (fork) {
        process.on('message', heard);
        process.on('disconnect', listener); // a hall of the demo does not outlive its shell
      }
      process.on('SIGTERM', listener);
      if (!send) process.on('SIGINT', listener);
    },
  };
}
