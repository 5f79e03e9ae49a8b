import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Locale } from '../../shared/messages/define.ts';
import { useKeeperKnock } from './keeper-knock.ts';
import { LocaleProvider, useLocale } from './locale.tsx';

/** How the person in front wants the screen. `large` and `low` are layouts of their own, not a zoom. */
export interface Preferences {
  readonly text: 'standard' | 'large';
  readonly reach: 'normal' | 'low';
}

interface PreferencesChoice extends Preferences {
  setText(text: Preferences['text']): void;
  setReach(reach: Preferences['reach']): void;
  /** Back to how this station is set up, language too: for the next person. */
  reset(): void;
}

interface Initial extends Preferences {
  readonly locale: Locale;
}

const PreferencesContext = createContext<PreferencesChoice | null>(null);

/** How this station is set up: `?text=large&reach=low&lang=en` in the page's address. */
function initialOf(search: string): Initial {
  const query = new URLSearchParams(search);
  return {
    text: query.get('text') === 'large' ? 'large' : 'standard',
    reach: query.get('reach') === 'low' ? 'low' : 'normal',
    locale: query.get('lang') === 'en' ? 'en' : 'zh-CN',
  };
}

/** The outermost part of every public screen: language, text size and reach, and the keeper's way out. */
export function PublicApp({ children }: { children: ReactNode }): ReactNode {
  const [initial] = useState(() => initialOf(location.search));
  useKeeperKnock();
  return (
    <LocaleProvider initial={initial.locale}>
      <PreferencesProvider initial={initial}>{children}</PreferencesProvider>
    </LocaleProvider>
  );
}

function PreferencesProvider({ children, initial }: { children: ReactNode; initial: Initial }): ReactNode {
  const { setLocale } = useLocale();
  const [text, setText] = useState(initial.text);
  const [reach, setReach] = useState(initial.reach);
  useEffect(() => {
    document.documentElement.dataset.text = text;
    document.documentElement.dataset.reach = reach;
  }, [text, reach]);
  const choice = useMemo(
    () => ({
      text,
      reach,
      setText,
      setReach,
      reset: () => {
        setText(initial.text);
        setReach(initial.reach);
        setLocale(initial.locale);
      },
    }),
    [text, reach, initial, setLocale],
  );
  return <PreferencesContext.Provider value={choice}>{children}</PreferencesContext.Provider>;
}

export function usePreferences(): PreferencesChoice {
  const choice = useContext(PreferencesContext);
  if (!choice) throw new Error('usePreferences needs a PublicApp around it');
  return choice;
}
