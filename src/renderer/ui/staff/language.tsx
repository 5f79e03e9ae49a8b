import type { ReactNode } from 'react';
import type { Locale } from '../../../shared/messages/define.ts';
import { LocaleProvider, useLocale } from '../locale.tsx';

const KEPT_AT = 'onewindow-staff-language';

/** The outermost part of every staff screen: `?lang=en` in its address, otherwise what was chosen last, otherwise Chinese. */
export function StaffApp({ children }: { children: ReactNode }): ReactNode {
  return <LocaleProvider initial={initial()}>{children}</LocaleProvider>;
}

function initial(): Locale {
  const wanted = new URLSearchParams(location.search).get('lang') ?? kept();
  return wanted === 'en' ? 'en' : 'zh-CN';
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AT);
  } catch {
    return null; // no storage here
  }
}

/** Named in the language it leads to, so that whoever cannot read this one finds it. */
export function LanguageButton(): ReactNode {
  const { locale, setLocale } = useLocale();
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en';
  const choose = (): void => {
    setLocale(other);
    try {
      localStorage.setItem(KEPT_AT, other);
    } catch {
      // No storage here: it holds as long as the page lives.
    }
  };
  return (
    <button type="button" className="plain link language" lang={other} onClick={choose}>
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}
