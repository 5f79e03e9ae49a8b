import { useEffect, useState } from 'react';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from './connect.ts';
import { BETWEEN_MS, KeyBurst, type Verdict } from './key-burst.ts';
import { useService } from './service.ts';

/**
 * Where the station has a scanner that types: its codes go to the station, never into a field and never to a button.
 * Everywhere else the keyboard is left alone.
 */
export function useKeyboardScanner(connected: boolean): void {
  const station = useService<StationContract>();
  const [has, setHas] = useState(false);
  useEffect(() => {
    if (connected) void hasKeyboardScanner(station).then((answer) => setHas((before) => answer ?? before));
  }, [connected, station]);
  // Also while the service is away: then a code is lost, but it is in no field either.
  useEffect(() => {
    if (!has) return;
    return listen((text) => void station.session.scan({ text }).catch(() => undefined)); // away: nothing was read
  }, [has, station]);
}

/** Null when the service went away meanwhile: asked anew at the next connection. */
async function hasKeyboardScanner(station: Client<StationContract>): Promise<boolean | null> {
  try {
    return (await station.session.info()).keyboardScanner;
  } catch {
    return null;
  }
}

function listen(onScan: (text: string) => void): () => void {
  const burst = new KeyBurst();
  const ours = new WeakSet<Event>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const give = (verdict: Verdict): void => {
    if (verdict.kind === 'scan') onScan(verdict.text);
    else for (const key of verdict.typed) retype(key, ours);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (ours.has(event)) return;
    clearTimeout(timer);
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat || ofInputMethod(event));
    const verdict = burst.key(event.key, plain, event.timeStamp);
    if (verdict.kind !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    give(verdict);
    // A page that was busy takes the keys that came meanwhile before any timer; when they were pressed tells what they are.
    if (verdict.kind === 'hold') timer = setTimeout(() => give(burst.silence()), BETWEEN_MS);
  };
  // Before anybody else hears the key.
  addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(timer);
    removeEventListener('keydown', onKeyDown, { capture: true });
    give(burst.silence());
  };
}

/** The input method has the key, also the first of a word, before any composition. */
function ofInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** A key that was kept back, as if it were pressed now: first whoever listens for keys, then the field with the focus. */
function retype(key: string, ours: WeakSet<Event>): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true });
  ours.add(event);
  const target = document.activeElement ?? document.body;
  // The one way to insert text as a keyboard does, with undo and the field's own events.
  if (target.dispatchEvent(event)) document.execCommand('insertText', false, key);
}
