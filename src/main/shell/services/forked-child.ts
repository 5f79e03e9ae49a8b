import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { MessagePortMain } from 'electron';
import type { FromService, ToService } from '../../services/messages.ts';
import type { StartChild } from './child.ts';

/** Under a Node of its own: the bytes of windows' ports are carried over the process channel. */
export function forkedChild(node: string): StartChild {
  return (plan, events) => {
    const ports = new Map<string, MessagePortMain>();
    const child = fork(plan.entry, [...plan.args], {
      execPath: node,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ONEWINDOW_SERVICE: '1' },
    });

    function send(message: ToService): void {
      // It may be gone already; `exit` tells, and everything else follows from that.
      if (child.connected) child.send(message, () => {});
    }

    let over = false;
    function exit(code: number | null): void {
      if (over) return;
      over = true;
      for (const port of ports.values()) port.close();
      ports.clear();
      events.exit(code);
    }

    child.on('message', (raw) => {
      const message = raw as FromService;
      switch (message.type) {
        case 'port':
          ports.get(message.portId)?.postMessage(message.data);
          break;
        case 'port-close':
          ports.get(message.portId)?.close();
          ports.delete(message.portId);
          break;
        default:
          events.message(message);
      }
    });
    child.once('exit', exit);
    child.once('error', () => {
      if (child.pid === undefined) exit(null);
    });

    return {
      connect(port, role) {
        const portId = randomUUID();
        ports.set(portId, port);
        send({ type: 'connect', portId, role });
        port.on('message', (event) => send({ type: 'port', portId, data: event.data }));
        port.on('close', () => {
          if (ports.delete(portId)) send({ type: 'port-close', portId });
        });
        port.start();
      },
      stop: () => send({ type: 'stop' }),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
