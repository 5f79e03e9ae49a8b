import { type ReactNode, useEffect, useRef } from 'react';
import { drawSignature, SIGNATURE } from '../cases/signature-drawing.ts';

interface Props {
  readonly blob: Blob;
  readonly label: string;
  /** Drawn no wider than this, in pixels of the screen; whole without it. */
  readonly widest?: number;
  readonly className?: string;
}

/** A picture drawn to a canvas: the page's policy lets no address of a picture in. */
export function PictureCanvas({ blob, label, widest, className }: Props): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    if (blob.type === SIGNATURE) {
      void blob.text().then((svg) => {
        if (!gone && canvas.current) drawSignature(svg, canvas.current, widest);
      });
      return () => {
        gone = true;
      };
    }
    createImageBitmap(blob).then(
      (bitmap) => {
        const at = canvas.current;
        if (!gone && at) {
          const scale = widest === undefined ? 1 : Math.min(1, (widest * devicePixelRatio) / bitmap.width);
          at.width = Math.max(1, Math.round(bitmap.width * scale));
          at.height = Math.max(1, Math.round(bitmap.height * scale));
          const context = at.getContext('2d');
          if (context) context.imageSmoothingQuality = 'high';
          context?.drawImage(bitmap, 0, 0, at.width, at.height);
        }
        bitmap.close();
      },
      () => undefined, // not a picture: the empty sheet stays
    );
    return () => {
      gone = true;
    };
  }, [blob, widest]);
  return <canvas ref={canvas} role="img" aria-label={label} className={className} />;
}
