import { randomUUID } from 'node:crypto';
import { utilityProcess } from 'electron';
import type { FromService, ToService } from '../../services/messages.ts';
import type { StartChild } from './child.ts';

/** As Electron utility process: windows' ports go to the service itself. */
export const startUtilityChild: StartChild = (plan, events) => {
  const child = utilityProcess.fork(plan.entry, [...plan.args], { serviceName: plan.name, stdio: 'inherit' });
  const send = (message: ToService) => child.postMessage(message);
  child.on('message', (message: FromService) => events.message(message));
  child.once('exit', (code) => events.exit(code));
  return {
    connect: (port, role) =>
      child.postMessage({ type: 'connect', portId: randomUUID(), role } satisfies ToService, [port]),
    stop: () => send({ type: 'stop' }),
    kill() {
      // `child.kill()` asks politely; this must also end a process that hangs.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
};
