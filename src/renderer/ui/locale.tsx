import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Locale, Translate } from '../../shared/messages/define.ts';

interface LocaleChoice {
  readonly locale: Locale;
  setLocale(locale: Locale): void;
}

const LocaleContext = createContext<LocaleChoice>({ locale: 'zh-CN', setLocale: () => undefined });

/** Which language the person in front reads. Chinese until they choose. */
export function LocaleProvider({ children, initial = 'zh-CN' }: { children: ReactNode; initial?: Locale }): ReactNode {
  const [locale, setLocale] = useState<Locale>(initial);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choice = useMemo(() => ({ locale, setLocale }), [locale]);
  return (
    <LocaleContext.Provider value={choice}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </LocaleContext.Provider>
  );
}

export function useLocale(): LocaleChoice {
  return useContext(LocaleContext);
}

/** `const t = useMessages(dispenserMessages)` → `t('home.title')` in the person's language. */
export function useMessages<K extends string>(catalogue: { in: (locale: Locale) => Translate<K> }): Translate<K> {
  return catalogue.in(useLocale().locale);
}

/** A name the hall keeps in both languages: `pick({ zh: c.name, en: c.nameEn })`. */
export function usePick(): (name: { readonly zh: string; readonly en: string }) => string {
  const { locale } = useLocale();
  return (name) => (locale === 'en' ? name.en : name.zh);
}

/** What an item is called, and its Chinese name beneath where that is another: it stands on paper and at the window. */
export function useItemName(): (item: { readonly name: string; readonly nameEn?: string | undefined }) => {
  readonly title: string;
  readonly also: string | undefined;
} {
  const { locale } = useLocale();
  return ({ name, nameEn }) =>
    locale === 'en' && nameEn ? { title: nameEn, also: name } : { title: name, also: undefined };
}
