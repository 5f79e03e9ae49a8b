import type { CallRow } from '../../shared/protocol/views.ts';
import { speak, voiceFor } from '../ui/voice.ts';
import { spokenCall, spokenParts } from './announcement.ts';
import { CHIME_MS, playChime } from './chime.ts';
import { openRecordings } from './recordings.ts';

/**
 * `on`: chime and voice, the machine's Mandarin one or else recorded parts. `chime`: neither of them works. `silent`: the keeper's choice, kept on this machine.
 * `blocked`: a browser lets nothing sound before somebody has touched the page.
 */
export type SoundState = 'on' | 'chime' | 'silent' | 'blocked';

const SILENT_KEY = 'onewindow.display.silent';

export interface Sound {
  state(): SoundState;
  subscribe(changed: () => void): () => void;
  /** What the button does: unblock when blocked, else switch between sound and silence. */
  toggle(): void;
  /** Resolves when said, or at once when nothing may sound. `volume` from 0 to 1. Never rejects. */
  say(call: Pick<CallRow, 'number' | 'windowNumber'>, volume: number): Promise<void>;
}

export function openSound(): Sound {
  let silent = readSilent();
  let audio: AudioContext | null = null;
  const recordings = openRecordings();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const wake = (): void => {
    if (!audio) {
      audio = new AudioContext();
      audio.addEventListener('statechange', tell);
    }
    if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
  };
  if (!silent) wake();
  // Any touch or key is the permission a browser waits for.
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => void (silent || wake()));
  globalThis.speechSynthesis?.addEventListener?.('voiceschanged', tell);

  const state = (): SoundState => {
    if (silent) return 'silent';
    if (audio?.state !== 'running') return 'blocked';
    return voiceFor('zh-CN') || recordings.usable() ? 'on' : 'chime';
  };

  return {
    state,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    toggle() {
      if (state() === 'blocked') wake();
      else {
        silent = !silent;
        writeSilent(silent);
        if (silent) globalThis.speechSynthesis?.cancel();
        else wake();
      }
      tell();
    },
    async say(call, volume) {
      if (silent || volume === 0) return;
      if (audio?.state === 'running') {
        playChime(audio, volume);
        await wait(CHIME_MS);
      }
      const voice = voiceFor('zh-CN');
      if (voice) await speak(spokenCall(call), voice, volume);
      else if (audio?.state === 'running') {
        await recordings.play(audio, spokenParts(call), volume);
        tell(); // they may have turned out to be missing
      }
    },
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function readSilent(): boolean {
  try {
    return localStorage.getItem(SILENT_KEY) === 'yes';
  } catch {
    return false; // storage switched off: the choice lasts as long as the page
  }
}

function writeSilent(silent: boolean): void {
  try {
    if (silent) localStorage.setItem(SILENT_KEY, 'yes');
    else localStorage.removeItem(SILENT_KEY);
  } catch {
    // as above
  }
}
