import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** `none`: there is no camera. `denied`: this page may not. `busy`: another program has it. `unplugged`: it was there. */
export type CameraState = 'opening' | 'live' | 'none' | 'denied' | 'busy' | 'unplugged';

export interface CameraChoice {
  /** Stays the same over starts, other than the browser's own ids: its name, and which of those with this name. */
  readonly key: string;
  readonly name: string;
}

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  readonly cameras: readonly CameraChoice[];
  /** The one that is open; null while none is. */
  readonly chosen: string | null;
  choose(key: string): void;
  /** Tries again, after `busy` or `denied`. */
  again(): void;
}

/** As many pixels as a document camera gives, and no more pictures than a hand needs; it falls back to what it can. */
const WANTED = { width: { ideal: 2592 }, height: { ideal: 1944 }, frameRate: { ideal: 15 } } as const;
const DOCUMENT_CAMERA = /高拍|文档|document|visuali[sz]er|scan/i;

/**
 * A camera of this machine, open for as long as the caller is on the screen. Opens again by itself when one is plugged in.
 * `wanted`: the key of the one that was used last; null: whichever looks like a document camera, else the first;
 * undefined: not known yet, nothing is opened.
 */
export function useCamera(wanted: string | null | undefined): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('opening');
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const live = useRef(false);

  useEffect(() => {
    void attempt; // one more attempt is one more opening
    if (wanted === undefined) return;
    let gone = false;
    let stream: MediaStream | null = null;
    const open = async (): Promise<void> => {
      setState((before) => (before === 'unplugged' ? before : 'opening'));
      const key = picked ?? wanted;
      let there = await listed();
      const best = likely(there, key);
      stream = await navigator.mediaDevices.getUserMedia({
        video: { ...WANTED, ...(best ? { deviceId: { exact: best.id } } : {}) },
      });
      // Names are told only to who was allowed once.
      there = await listed();
      if (gone) return stop(stream);
      const track = stream.getVideoTracks()[0];
      track?.addEventListener('ended', () => {
        if (gone) return;
        live.current = false;
        setState('unplugged');
        setChosen(null);
      });
      setCameras(there.map(({ key: each, name }) => ({ key: each, name })));
      setChosen(there.find(({ id }) => id === track?.getSettings().deviceId)?.key ?? null);
      if (video.current) {
        video.current.srcObject = stream;
        await video.current.play();
      }
      if (gone) return;
      live.current = true;
      setState('live');
    };
    open().catch((error: unknown) => {
      stop(stream);
      if (!gone) setState((before) => (before === 'unplugged' ? before : whyNot(error)));
    });
    return () => {
      gone = true;
      live.current = false;
      stop(stream);
    };
  }, [wanted, picked, attempt]);

  useEffect(() => {
    const changed = (): void => {
      if (!live.current) again();
      else void listed().then((there) => setCameras(there.map(({ key, name }) => ({ key, name }))));
    };
    navigator.mediaDevices.addEventListener('devicechange', changed);
    return () => navigator.mediaDevices.removeEventListener('devicechange', changed);
  }, [again]);

  return { video, state, cameras, chosen, choose: setPicked, again };
}

interface Listed extends CameraChoice {
  readonly id: string;
}

async function listed(): Promise<Listed[]> {
  const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  const counted = new Map<string, number>();
  return all.map(({ deviceId, label }) => {
    const nth = (counted.get(label) ?? 0) + 1;
    counted.set(label, nth);
    return { id: deviceId, key: `${label}#${nth}`, name: nth === 1 ? label : `${label} (${nth})` };
  });
}

function likely(there: readonly Listed[], key: string | null): Listed | undefined {
  const named = there.filter(({ name }) => name !== '');
  return named.find((each) => each.key === key) ?? named.find(({ name }) => DOCUMENT_CAMERA.test(name)) ?? named[0];
}

function whyNot(error: unknown): CameraState {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
  }
  return 'busy';
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
