import { type ReactNode, useEffect, useState } from 'react';
import { useCounter } from '../context.ts';
import type { Quad } from './geometry.ts';
import type { ScanWork } from './scan-work.ts';
import type { Camera, CameraState } from './use-camera.ts';

interface Props {
  readonly camera: Camera;
  readonly work: ScanWork | null;
}

const WORDS = {
  opening: 'cameraOpening',
  none: 'cameraNone',
  denied: 'cameraDenied',
  busy: 'cameraBusy',
  unplugged: 'cameraUnplugged',
} as const satisfies Record<Exclude<CameraState, 'live'>, string>;

/** Between two looks for the page; the worker is asked again only when it has answered. */
const LOOK_MS = 200;
const LOOK_WIDTH = 320;

/** What the camera sees now, with the page's edge as it would be cut out; or in words why nothing is seen. */
export function LivePicture({ camera, work }: Props): ReactNode {
  const { t } = useCounter();
  const { video, state } = camera;
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const outline = useLiveOutline(camera, work);
  return (
    <div className="live" style={{ aspectRatio: size ? `${size.width} / ${size.height}` : '4 / 3' }}>
      <video
        ref={video}
        muted
        playsInline
        aria-label={t('scanLive')}
        hidden={state !== 'live'}
        onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) => setSize({ width, height })}
      />
      {state === 'live' && outline && (
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          <polygon points={outline.map(({ x, y }) => `${x},${y}`).join(' ')} className="outline" />
        </svg>
      )}
      {state !== 'live' && (
        <p className="words" role="status">
          {t(WORDS[state])}
        </p>
      )}
    </div>
  );
}

function useLiveOutline({ video, state }: Camera, work: ScanWork | null): Quad | null {
  const [outline, setOutline] = useState<Quad | null>(null);
  useEffect(() => {
    if (state !== 'live' || !work) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const look = async (): Promise<void> => {
      const at = video.current;
      if (!at || !context || at.videoWidth === 0) return;
      canvas.width = LOOK_WIDTH;
      canvas.height = Math.max(1, Math.round((LOOK_WIDTH * at.videoHeight) / at.videoWidth));
      context.drawImage(at, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      const found = await work.ask({ do: 'outline', pixels: { data, width, height } }, [data.buffer]);
      if (!gone) setOutline(found);
    };
    const again = (): void => {
      timer = setTimeout(() => {
        look().then(
          () => !gone && again(),
          () => undefined, // the dialog was closed, or the worker is gone: the picture goes on without an outline
        );
      }, LOOK_MS);
    };
    again();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [video, state, work]);
  return state === 'live' ? outline : null;
}
