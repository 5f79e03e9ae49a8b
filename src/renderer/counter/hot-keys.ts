import { useLayoutEffect, useRef } from 'react';

/** Whether what has the focus takes typed text: there no key of ours may act. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

interface HotKeys {
  /** By `event.key`, e.g. `F2`. */
  readonly keys: Readonly<Record<string, () => void>>;
  /** With Ctrl (⌘), by `event.key` in lower case, e.g. `k`; `shift+enter` with both. */
  readonly withCtrl: Readonly<Record<string, () => void>>;
  /** A letter or digit typed while nothing takes text: a person or a scanner begins a number. */
  readonly onTyping: () => void;
  /** A dialog is open: it has the keyboard. */
  readonly off: boolean;
}

/** Keys of the whole workplace. Held keys count once; nothing acts while text is being typed. */
export function useHotKeys(hotKeys: HotKeys): void {
  const latest = useRef(hotKeys);
  latest.current = hotKeys;
  // In the same step as the screen appears: no key is lost between the two.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { keys, withCtrl, onTyping, off } = latest.current;
      const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
      const chord = `${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`;
      const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey;
      const withIt = ctrl && Object.hasOwn(withCtrl, chord) ? withCtrl[chord] : undefined;
      if (act || withIt) event.preventDefault(); // F3, F7 and Ctrl+O mean something else to a browser
      if (off || event.repeat || event.isComposing || takesText(event.target)) return;
      if (withIt) return void withIt();
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (act && !event.shiftKey) return void act();
      if (/^[A-Za-z0-9]$/.test(event.key)) onTyping();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
