import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Quad } from './geometry.ts';
import type { Look } from './page-picture.ts';
import type { ScanWork } from './scan-work.ts';

/** A page that was taken and is not saved yet. */
export interface TakenPage {
  readonly id: number;
  /** As the camera saw it. */
  readonly capture: Blob;
  readonly width: number;
  readonly height: number;
  /** Null: no page's edge was found, all of the picture is the page. */
  readonly outline: Quad | null;
  /** Quarters to the right. */
  readonly turns: number;
  readonly look: Look;
  /** As it will be saved; null while it is made. */
  readonly jpeg: Blob | null;
}

export type PageChange = Partial<Pick<TakenPage, 'outline' | 'turns' | 'look'>>;

export interface Pages {
  readonly pages: readonly TakenPage[];
  /** A picture is being taken. */
  readonly taking: boolean;
  readonly failed: boolean;
  /** Takes what the camera sees; in place of the page of that id where one is given. */
  take(instead?: number): Promise<void>;
  change(id: number, change: PageChange): void;
  remove(id: number): void;
  clear(): void;
}

/** The pages of a scan until they are saved. `work` null: not ready. */
export function usePages(video: RefObject<HTMLVideoElement | null>, work: ScanWork | null): Pages {
  const [pages, setPages] = useState<readonly TakenPage[]>([]);
  const [taking, setTaking] = useState(false);
  const [failed, setFailed] = useState(false);
  const ids = useRef(0);
  const look = useRef<Look>('colour');

  const put = useCallback((id: number, parts: Partial<TakenPage>) => {
    setPages((all) => all.map((page) => (page.id === id ? { ...page, ...parts } : page)));
  }, []);

  const take = useCallback(
    async (instead?: number) => {
      if (!video.current || !work || taking) return;
      setTaking(true);
      setFailed(false);
      try {
        const bitmap = await createImageBitmap(video.current);
        const taken = await work.ask({ do: 'capture', bitmap }, [bitmap]);
        const id = instead ?? ++ids.current;
        const page: TakenPage = { id, ...taken, turns: 0, look: look.current, jpeg: null };
        setPages((all) =>
          instead === undefined ? [...all, page] : all.map((each) => (each.id === instead ? page : each)),
        );
      } catch {
        setFailed(true);
      } finally {
        setTaking(false);
      }
    },
    [video, work, taking],
  );

  // Whatever changed a page took its picture away: it is made anew, and only the latest one counts.
  const making = useRef(new Map<number, TakenPage>());
  useEffect(() => {
    for (const page of pages) {
      if (page.jpeg !== null || !work || making.current.get(page.id) === page) continue;
      making.current.set(page.id, page);
      const { capture, outline, turns, look: as } = page;
      work.ask({ do: 'page', capture, outline, turns, look: as }).then(
        (jpeg) => making.current.get(page.id) === page && put(page.id, { jpeg }),
        () => setFailed(true),
      );
    }
  }, [pages, work, put]);

  const change = useCallback(
    (id: number, parts: PageChange) => {
      if (parts.look) look.current = parts.look; // and for the next page
      put(id, { ...parts, jpeg: null });
    },
    [put],
  );
  const remove = useCallback((id: number) => setPages((all) => all.filter((page) => page.id !== id)), []);
  const clear = useCallback(() => setPages([]), []);
  return { pages, taking, failed, take, change, remove, clear };
}
