import { ATTACHMENT_BYTES } from '../../../shared/case/types.ts';
import { type Quad, turned, WHOLE } from './geometry.ts';
import { findOutline, type Pixels } from './outline.ts';
import { brightened, flattened, type Look } from './page-picture.ts';

/** Beside the page, so that the live picture never halts: finding outlines, laying pages flat, compressing. */

export type ScanAsk =
  /** Where the page lies on this picture. */
  | { readonly do: 'outline'; readonly pixels: Pixels }
  /** The picture that was just taken: kept as it is, with where the page lies on it. The bitmap is used up. */
  | { readonly do: 'capture'; readonly bitmap: ImageBitmap }
  /** The page on such a picture; `outline` null: all of it. */
  | {
      readonly do: 'page';
      readonly capture: Blob;
      readonly outline: Quad | null;
      readonly turns: number;
      readonly look: Look;
    };

export interface ScanAnswers {
  readonly outline: Quad | null;
  readonly capture: {
    readonly capture: Blob;
    readonly width: number;
    readonly height: number;
    readonly outline: Quad | null;
  };
  /** JPEG. */
  readonly page: Blob;
}

/** What a page should have at most; a few more bytes are better than print one cannot read. */
const TARGET_BYTES = 500_000;
const QUALITIES = [0.82, 0.7, 0.58, 0.46] as const;
const CAPTURE_QUALITY = 0.92;

async function answer(ask: ScanAsk): Promise<ScanAnswers[ScanAsk['do']]> {
  switch (ask.do) {
    case 'outline':
      return findOutline(ask.pixels);
    case 'capture': {
      const { width, height } = ask.bitmap;
      const { canvas, context } = drawn(ask.bitmap, width, height);
      ask.bitmap.close();
      const outline = findOutline(context.getImageData(0, 0, width, height));
      const capture = await canvas.convertToBlob({ type: 'image/jpeg', quality: CAPTURE_QUALITY });
      return { capture, width, height, outline };
    }
    case 'page': {
      const bitmap = await createImageBitmap(ask.capture);
      const { context } = drawn(bitmap, bitmap.width, bitmap.height);
      const picture = context.getImageData(0, 0, bitmap.width, bitmap.height);
      bitmap.close();
      const page = flattened(picture, turned(ask.outline ?? WHOLE, ask.turns));
      brightened(page, ask.look);
      return await compressed(page);
    }
  }
}

function drawn(source: CanvasImageSource, width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(source, 0, 0, width, height);
  return { canvas, context };
}

/** As a JPEG that fits: first coarser, then smaller. */
async function compressed({ data, width, height }: Pixels): Promise<Blob> {
  const sheet = new OffscreenCanvas(width, height);
  sheet.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  let best: Blob | null = null;
  for (let scale = 1; ; scale *= 0.75) {
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const { canvas } = scale === 1 ? { canvas: sheet } : drawn(sheet, w, h);
    for (const quality of QUALITIES) {
      best = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (best.size <= TARGET_BYTES) return best;
    }
    if (best && best.size <= ATTACHMENT_BYTES) return best;
  }
}

interface Scope {
  onmessage: ((event: MessageEvent<{ id: number; ask: ScanAsk }>) => void) | null;
  postMessage(message: unknown): void;
}

const scope = self as unknown as Scope;
scope.onmessage = ({ data: { id, ask } }) => {
  answer(ask).then(
    (value) => scope.postMessage({ id, value }),
    (error: unknown) => scope.postMessage({ id, failed: error instanceof Error ? error.message : 'unknown' }),
  );
};
