/**
 * The page's side of a first frame, in the preload: loads the page's programs once the frame is on the glass, and passes
 * on what was touched before they were there. The page takes the frame away when it stands itself.
 */

/** A window that is not painted for some reason must not wait for it. */
const PAINT_PATIENCE_MS = 400;

export function standInUntilThePageIsThere(): void {
  const begin = () => {
    const frame = document.getElementById('first-frame');
    if (!frame) return;
    afterPaint(loadPrograms);
    rememberTouch(frame);
  };
  addEventListener('DOMContentLoaded', begin, { once: true });
}

function afterPaint(run: () => void): void {
  let done = false;
  const once = () => {
    if (!done) run();
    done = true;
  };
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(once)));
  setTimeout(once, PAINT_PATIENCE_MS);
}

/** What `framedPage` put aside. */
function loadPrograms(): void {
  for (const link of document.head.querySelectorAll<HTMLLinkElement>('link[rel="later"]')) link.rel = 'modulepreload';
  for (const later of document.head.querySelectorAll<HTMLScriptElement>('script[type="later"]')) {
    const script = document.createElement('script');
    script.type = 'module';
    script.crossOrigin = later.crossOrigin;
    script.src = later.src;
    later.replaceWith(script);
  }
}

/** The last button touched counts, as if the finger had waited for the page: once, and only if the page has one that reads the same. */
function rememberTouch(frame: HTMLElement): void {
  let touched: Element | null = null;
  const remember = (button: Element | null) => {
    touched?.removeAttribute('data-pressed');
    touched = button;
    touched?.setAttribute('data-pressed', 'true');
  };
  frame.addEventListener('pointerdown', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (event.isPrimary && button) remember(button);
  });
  frame.addEventListener('pointercancel', () => remember(null));
  const gone = new MutationObserver(() => {
    if (frame.isConnected) return;
    gone.disconnect();
    if (!touched) return;
    const words = wordsOf(touched);
    const same = [...document.querySelectorAll<HTMLElement>('#root button')].filter((each) => wordsOf(each) === words);
    if (same.length === 1) same[0]?.click();
  });
  gone.observe(document.body, { childList: true });
}

/** What is written on a button, without what changes by itself. */
function wordsOf(button: Element): string {
  const copy = button.cloneNode(true) as Element;
  for (const live of copy.querySelectorAll('[data-live]')) live.remove();
  return copy.textContent ?? '';
}
