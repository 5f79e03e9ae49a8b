/**
 * What the shell and its services say to each other, as plain objects over a process channel.
 * A service runs as Electron utility process or as forked Node process; the words are the same:
 *
 *   utility process   a `connect` carries the window's message port itself; bytes never pass the shell
 *   forked process    there is no port to carry: its bytes flow as `port` messages both ways, ended by `port-close`
 */
export type ToService =
  | { readonly type: 'connect'; readonly portId: string; readonly role: string }
  | PortTraffic
  | { readonly type: 'stop' };

export type FromService =
  | { readonly type: 'ready'; readonly info: ServiceInfo }
  | { readonly type: 'fatal'; readonly code: string; readonly message: string }
  | PortTraffic;

export type PortTraffic =
  | { readonly type: 'port'; readonly portId: string; readonly data: unknown }
  | { readonly type: 'port-close'; readonly portId: string };

/** Facts a service tells once it serves, e.g. the hall's `url` and `keeperCode`. */
export type ServiceInfo = Readonly<Record<string, unknown>>;

/** Exit code after `fatal` (EX_CONFIG of sysexits.h): starting again at once would end the same way. */
export const EXIT_FATAL = 78;
