/**
 * All that stands between a page and the shell. It exposes nothing to call; it passes on two words of the page
 * ("I listen", "somebody wants the keeper's exit") and hands it the ports of its services.
 */
import { ipcRenderer } from 'electron';
import { standInUntilThePageIsThere } from './first-frame/early-touch.ts';

const channels: readonly unknown[] = ['onewindow:ready', 'onewindow:keeper'];

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== location.origin) return;
  const type = (event.data as { type?: unknown } | null)?.type;
  if (channels.includes(type)) ipcRenderer.send(type as string);
});

ipcRenderer.on('onewindow:port', (event, message: { service: string }) => {
  window.postMessage({ type: 'onewindow:port', service: message.service }, location.origin, [...event.ports]);
});

standInUntilThePageIsThere();

// Nothing is to be dragged out of a page, dropped into it, or asked of it by a long press.
for (const type of ['contextmenu', 'dragstart', 'dragover', 'drop']) {
  window.addEventListener(type, (event) => event.preventDefault(), { capture: true });
}
