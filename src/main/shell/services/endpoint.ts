import type { Endpoint } from '../windows/app-window.ts';
import type { ServiceProcess } from './service-process.ts';

/** A service's process as windows see it: there while it runs, there again after each restart. */
export function serviceEndpoint(name: string, service: ServiceProcess): Endpoint {
  return {
    name,
    open: (port, role) => service.connect(port, role),
    onUp: (listener) =>
      service.onState((state) => {
        if (state.state === 'running') listener();
      }),
  };
}
